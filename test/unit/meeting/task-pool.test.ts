import { describe, expect, it } from 'vitest';
import { TaskPool } from '../../../src/meeting/task-pool.ts';

const gate = () => Promise.withResolvers<void>();

describe('task pool', () => {
  it('runs no more than its limit at once and everything in the end', async () => {
    const pool = new TaskPool(3);
    let running = 0;
    let most = 0;
    let done = 0;
    for (let index = 0; index < 20; index++) {
      await pool.add(async () => {
        running++;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        done++;
      });
    }
    await pool.drain();
    expect({ most, done }).toEqual({ most: 3, done: 20 });
  });

  it('throws the first failure to whoever comes next, and waits for what still runs', async () => {
    const pool = new TaskPool(2);
    const slow = gate();
    let hasEnded = false;
    await pool.add(async () => {
      await slow.promise;
      hasEnded = true;
    });
    await pool.add(() => Promise.reject(new Error('engine gone')));
    await expect(pool.add(async () => undefined)).rejects.toThrow('engine gone');
    slow.resolve();
    await expect(pool.drain()).rejects.toThrow('engine gone');
    expect(hasEnded).toBe(true);
  });
});
