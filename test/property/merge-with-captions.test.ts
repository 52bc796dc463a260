import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caption } from '../../src/domain/caption.ts';
import type { Segment } from '../../src/domain/segment.ts';
import type { Transcript } from '../../src/domain/transcript.ts';
import { assembleTranscript } from '../../src/transcription/index.ts';

const voices = ['t1', 't2'].map((trackId) => ({ trackId, speaker: { speaker: trackId, name: trackId } }));

/** What is said: where, what, and after which pause on its track. */
const said = fc.record({
  trackId: fc.constantFrom('t1', 't2'),
  words: fc.array(fc.constantFrom('yes', 'no', 'we', 'ship', 'Monday'), { minLength: 1, maxLength: 4 }),
  pauseMs: fc.integer({ min: 0, max: 4_000 }),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

const live = fc.array(said, { maxLength: 12 });
const final = fc.array(said, { maxLength: 12 });

describe('ids of utterances', () => {
  it('are s1, s2, … in order of time where nobody read along', () => {
    fc.assert(
      fc.property(final, (heard) => {
        const { utterances } = transcriptOf(heard, []);
        expect(utterances.map(({ id }) => id)).toEqual(utterances.map((_, index) => `s${index + 1}`));
      }),
    );
  });

  it('are each there once, and a caption’s only where its words are', () => {
    fc.assert(
      fc.property(live, final, (read, heard) => {
        const captions = captionsOf(read);
        const { utterances } = transcriptOf(heard, captions);
        const ids = utterances.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const captioned = new Map(captions.map((caption) => [caption.id, caption]));
        for (const { id, speaker, text } of utterances) {
          const caption = captioned.get(id);
          if (caption)
            expect({ speaker, text: plain(text) }).toEqual({ speaker: caption.trackId, text: plain(caption.text) });
        }
      }),
    );
  });

  it('stay where the final pass hears the same, however it writes it', () => {
    fc.assert(
      fc.property(live, (read) => {
        const captions = captionsOf(read);
        const { utterances } = transcriptOf(read, captions);
        const ids = captions.map(({ id }) => id);
        expect(utterances.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      }),
    );
  });

  it('are the same in whatever order captions and segments come', () => {
    fc.assert(
      fc.property(live, final, (read, heard) => {
        const captions = captionsOf(read);
        const segments = segmentsOf(heard);
        const straight = assembleTranscript(segments, voices, false, { captions });
        const reversed = assembleTranscript(segments.toReversed(), voices, false, { captions: captions.toReversed() });
        expect(reversed).toEqual(straight);
      }),
    );
  });

  it('are not changed by what is said later', () => {
    fc.assert(
      fc.property(live, final, fc.nat(), (read, heard, cut) => {
        const captions = captionsOf(read);
        const segments = segmentsOf(heard);
        const beforeMs = segments[cut % Math.max(1, segments.length)]?.startMs ?? 0;
        const early = <T extends { readonly startMs: number }>(all: readonly T[]) =>
          all.filter(({ startMs }) => startMs < beforeMs);
        if (early(captions).length === 0) return; // without captions ids are counted from one
        const all = assembleTranscript(segments, voices, false, { captions });
        const some = assembleTranscript(early(segments), voices, false, { captions: early(captions) });
        // An utterance near the cut may still be joined by what comes behind it.
        const settled = some.utterances.filter(({ endMs }) => endMs + 1_500 < beforeMs);
        expect(all.utterances.slice(0, settled.length)).toEqual(settled);
      }),
    );
  });

  it('lose no word and invent none', () => {
    fc.assert(
      fc.property(live, final, (read, heard) => {
        const { utterances } = transcriptOf(heard, captionsOf(read));
        const wordsOf = (texts: readonly string[]) =>
          texts
            .map(plain)
            .flatMap((text) => text.split(' '))
            .sort();
        expect(wordsOf(utterances.map(({ text }) => text))).toEqual(wordsOf(segmentsOf(heard).map(({ text }) => text)));
        for (const { words = [], text } of utterances) expect(words.map((word) => word.text).join(' ')).toBe(text);
      }),
    );
  });
});

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z ]/g, '');

const transcriptOf = (heard: readonly Said[], captions: readonly Caption[]): Transcript =>
  assembleTranscript(segmentsOf(heard), voices, false, { captions });

const WORD_MS = 250;

/** Stretches of talk, one after the other on each track, each starting and ending at a moment of its own. */
function placed(all: readonly Said[]): { readonly said: Said; readonly startMs: number }[] {
  let at = 0;
  return all.map((one) => {
    const startMs = at + one.pauseMs + 1;
    at = startMs + one.words.length * WORD_MS;
    return { said: one, startMs };
  });
}

/** The final pass writes sentences. */
function segmentsOf(all: readonly Said[]): Segment[] {
  return placed(all).map(({ said: { trackId, words }, startMs }) => {
    const texts = words.map((word, index) => (index === words.length - 1 ? `${word}.` : word));
    return {
      trackId,
      startMs,
      endMs: startMs + words.length * WORD_MS,
      text: texts.join(' '),
      confidence: 0.9,
      language: 'en',
      words: texts.map((text, index) => ({
        text,
        startMs: startMs + index * WORD_MS,
        endMs: startMs + (index + 1) * WORD_MS,
        confidence: 0.9,
      })),
    };
  });
}

function captionsOf(all: readonly Said[]): Caption[] {
  return placed(all).map(({ said: { trackId, words }, startMs }, index) => ({
    id: `s${index + 1}`,
    trackId,
    speaker: trackId,
    name: trackId,
    startMs,
    endMs: startMs + words.length * WORD_MS,
    text: words.join(' '),
    confidence: 0.7,
    language: 'en',
    isFinal: true,
  }));
}
