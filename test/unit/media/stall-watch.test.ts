import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StallWatch } from '../../../src/providers/media/stall-watch.ts';

describe('StallWatch', () => {
  const onStall = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onStall.mockClear();
  });
  afterEach(() => vi.useRealTimers());

  it('tells when nothing came for so long', async () => {
    new StallWatch(1_000, onStall).start();
    await vi.advanceTimersByTimeAsync(999);
    expect(onStall).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    await nextTurn();
    expect(onStall).toHaveBeenCalledOnce();
  });

  it('waits anew after each sign of life', async () => {
    const watch = new StallWatch(1_000, onStall);
    watch.start();
    for (let beat = 0; beat < 5; beat += 1) {
      await vi.advanceTimersByTimeAsync(900);
      watch.beat();
    }
    expect(onStall).not.toHaveBeenCalled();
  });

  it('does not count the time of a slow consumer', async () => {
    const watch = new StallWatch(1_000, onStall);
    watch.start();
    watch.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    watch.start();
    await vi.advanceTimersByTimeAsync(900);
    expect(onStall).not.toHaveBeenCalled();
  });

  it('believes a sign of life that was read late, after the loop was blocked', async () => {
    const watch = new StallWatch(1_000, onStall);
    watch.start();
    vi.advanceTimersByTime(1_000);
    watch.beat();
    await nextTurn();
    await nextTurn();
    expect(onStall).not.toHaveBeenCalled();
  });
});
