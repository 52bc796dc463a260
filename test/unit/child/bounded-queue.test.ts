import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedQueue } from '../../../src/child/bounded-queue.ts';

const operation = fc.oneof(
  fc.constant({ act: 'push' as const }),
  fc.constant({ act: 'shift' as const }),
  fc.record({ act: fc.constant('remove' as const), item: fc.nat(40) }),
);

describe('BoundedQueue', () => {
  it('gives back in order what was put in, less what was removed, and never holds more than its limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(operation, { maxLength: 60 }), (limit, operations) => {
        const queue = new BoundedQueue<number>(limit);
        let model: number[] = [];
        let pushed = 0;
        for (const step of operations) {
          if (step.act === 'push') {
            queue.push(pushed);
            model.push(pushed);
            pushed += 1;
          } else if (step.act === 'shift') expect(queue.shift()).toBe(model.shift());
          else {
            queue.remove(step.item);
            model = model.filter((item) => item !== step.item);
          }
          expect(queue.size).toBe(Math.min(limit, model.length));
        }
        expect(queue.clear()).toEqual(model);
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('counts the callers that found it full', () => {
    const queue = new BoundedQueue<string>(2);
    for (const item of ['a', 'b', 'c', 'd']) queue.push(item);
    expect(queue.delayed).toBe(2);
    queue.shift();
    expect(queue.size).toBe(2);
    expect(queue.delayed).toBe(2);
  });

  it('lets urgent items go first, in their order, and takes them out like the others', () => {
    const queue = new BoundedQueue<string>(2);
    for (const item of ['a', 'b', 'c']) queue.push(item);
    for (const item of ['X', 'Y', 'Z']) queue.push(item, true);
    queue.remove('Y');
    expect([queue.shift(), queue.shift(), queue.shift()]).toEqual(['X', 'Z', 'a']);
    queue.push('U', true);
    expect(queue.clear()).toEqual(['U', 'b', 'c']);
    expect(queue.shift()).toBeUndefined();
  });
});
