import { describe, expect, it } from 'vitest';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { RenderSlots } from '../../../src/providers/documents/render-slots.ts';
import { aDocument } from '../../fixtures/meeting-documents.ts';
import { aTranscript, type Line } from '../../fixtures/transcripts.ts';

const longDocument = () => {
  const lines = Array.from(
    { length: 3_000 },
    (_, i): Line => [i % 2 ? 'Ann' : 'Ben', 'The budget is fine. '.repeat(8), i * 5_000, i * 5_000 + 4_000],
  );
  return aDocument({ transcript: aTranscript(lines) });
};

describe('rendering in a worker', () => {
  it('stops when it is told to', async () => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const stop = new AbortController();
    const pdf = writer.render('pdf', longDocument(), stop.signal);
    stop.abort();
    await expect(pdf).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends what is running when the writer is closed, and takes nothing more', async () => {
    const writer = createDocumentWriter({ timeZone: 'UTC' });
    const pdfs = [1, 2, 3].map(() => writer.render('pdf', longDocument()));
    const outcomes = Promise.allSettled(pdfs);
    await writer[Symbol.asyncDispose]();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'export_failed' } });
    await expect(writer.render('pdf', aDocument())).rejects.toMatchObject({ code: 'export_failed' });
  });
});

describe('slots', () => {
  const never = new AbortController().signal;

  it('lets the next one in when one leaves, in order', async () => {
    const slots = new RenderSlots(1, 5);
    const order: number[] = [];
    const first = await slots.take(never);
    const others = [1, 2].map(async (number) => {
      using _slot = await slots.take(never);
      order.push(number);
    });
    first[Symbol.dispose]();
    await Promise.all(others);
    expect(order).toEqual([1, 2]);
  });

  it('refuses when too many wait', async () => {
    const slots = new RenderSlots(1, 0);
    using _slot = await slots.take(never);
    await expect(slots.take(never)).rejects.toMatchObject({ code: 'export_failed', retryable: true });
  });

  it('forgets who gave up waiting', async () => {
    const slots = new RenderSlots(1, 1);
    const first = await slots.take(never);
    const stop = new AbortController();
    const waiting = slots.take(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    first[Symbol.dispose]();
    using slot = await slots.take(never);
    expect(slot).toBeDefined();
  });
});
