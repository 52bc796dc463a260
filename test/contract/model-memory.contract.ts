import { expect, type it as test } from 'vitest';
import type { ModelMemory } from '../../src/ports/model-memory.ts';

const name = { provider: 'groq', model: 'a' };
const other = { provider: 'groq', model: 'b' };

/** `open` gives two memories that share what they know, as processes on one database do. */
export function modelMemoryContract(it: typeof test, open: () => Promise<readonly [ModelMemory, ModelMemory]>): void {
  it('knows who is retired until their time is over', async () => {
    const [one, two] = await open();
    await one.retire(name, 2_000);
    await one.retire(name, 3_000);
    expect(await two.retired(2_999)).toEqual([name]);
    expect(await two.retired(3_000)).toEqual([]);
  });

  it('remembers a JSON mode for its time, beside everything else', async () => {
    const [one, two] = await open();
    await one.rememberJsonMode(name, 'object', 2_000);
    await two.retire(name, 5_000);
    expect(await two.jsonMode(name, 1_999)).toBe('object');
    expect(await two.jsonMode(other, 1_999)).toBeNull();
    expect(await two.jsonMode(name, 2_000)).toBeNull();
    await two.rememberJsonMode(name, 'text', 9_000);
    expect(await one.jsonMode(name, 2_000)).toBe('text');
    expect(await one.retired(4_999)).toEqual([name]);
  });

  it('calls a thing news once, whoever asks first', async () => {
    const [one, two] = await open();
    const answers = await Promise.all([one, two, one].map((memory) => memory.isNews('x', 1)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await two.isNews('y', 1)).toBe(true);
  });
}
