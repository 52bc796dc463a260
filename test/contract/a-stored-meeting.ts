import type { Caption } from '../../src/domain/caption.ts';
import type { ChunkResult } from '../../src/domain/chunk-result.ts';
import type { Meeting, MeetingTrack } from '../../src/domain/meeting.ts';
import type { Support } from '../../src/domain/minutes.ts';
import type { MeetingResult } from '../../src/ports/meeting-store.ts';

/** A meeting "m1" with so many tracks, the first of them a mix. */
export function aMeeting({ tracks = 1 }: { readonly tracks?: number } = {}): Meeting {
  return {
    id: 'm1',
    title: 'Weekly',
    startedAtMs: Date.UTC(2026, 10, 23),
    state: 'transcribing',
    settings: { chunkMode: 'recording', language: null, model: 'base', template: 'default', scope: 'guild-1' },
    tracks: someTracks(tracks),
    failure: null,
  };
}

export const someTracks = (count: number): MeetingTrack[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `t${index + 1}`,
    path: `/recordings/${index}.ogg`,
    speaker: index === 0 ? null : { speaker: `100${index}`, name: 'Zoë "Z" 王' },
    fingerprint: { bytes: 5_000_000_000, sha256: 'ab'.repeat(32) },
    result: null,
  }));

export function inScope(id: string, scope: string): Meeting {
  const meeting = aMeeting();
  return { ...meeting, id, settings: { ...meeting.settings, scope } };
}

/** Two segments with words of `text`. */
export function aChunk(trackId: string, startSample: number, text = "it's 5 o'clock — ça va? \u0000 🙂"): ChunkResult {
  const segment = (startMs: number) => ({
    trackId,
    startMs,
    endMs: startMs + 1_500.25,
    text,
    confidence: 0.75,
    language: startMs === 0 ? 'en' : null,
    words: text.split(' ').map((word, index) => ({
      text: word,
      startMs: startMs + index,
      endMs: startMs + index + 1,
      confidence: 0.1 * index,
    })),
  });
  const segments = [segment(0), segment(2_000)];
  return { trackId, startSample, sampleCount: 80_000, outcome: 'transcribed', reason: null, segments };
}

/** A final caption "s1", with what the test is about. */
export function aCaption(differences: Partial<Caption> = {}): Caption {
  return {
    id: 's1',
    trackId: 't1',
    speaker: '1001',
    name: 'Zoë "Z" 王',
    startMs: 1_000.5,
    endMs: 1_900,
    text: 'We ship on Friday.',
    confidence: 0.9,
    language: 'en',
    isFinal: true,
    ...differences,
  };
}

/** A transcript of so many utterances and minutes that use every field. */
export function aResult({ utterances = 3, text = 'We ship on Friday.' } = {}): MeetingResult {
  const votes = { tier: 'confirmed', votes: 4, of: 5 } as const;
  const support: Support = {
    id: 'c0ffee',
    seats: ['one', 'two'],
    evidenceScore: 0.75,
    flags: ['number-unsupported'],
    variants: [text, `${text}!`],
  };
  const claim = { text, evidence: ['s1'], startMs: 0, speaker: 'Maya', support, ...votes };
  return {
    transcript: {
      utterances: Array.from({ length: utterances }, (_, index) => ({
        id: `s${index + 1}`,
        speaker: '1001',
        name: 'Maya',
        startMs: index * 1_000,
        endMs: index * 1_000 + 900.5,
        text,
        confidence: 0.9,
        language: index % 2 === 0 ? 'en' : null,
      })),
      turns: [{ speaker: '1001', name: 'Maya', startMs: 0, endMs: 900, utteranceIds: ['s1'] }],
      speakers: [{ speaker: '1001', name: 'Maya', talkMs: 900, turns: 1 }],
      language: 'en',
    },
    minutes: {
      version: 1,
      mode: 'council',
      label: 'Five models agreed.',
      language: 'en',
      title: 'Weekly',
      summary: text,
      summaryClaims: [claim],
      keyPoints: [claim],
      decisions: [{ ...claim, speaker: null, tier: 'unconfirmed' }],
      actionItems: [
        {
          task: text,
          owner: 'Maya',
          due: '2026-11-27',
          dueText: 'on Friday',
          evidence: ['s1', 's2'],
          startMs: 1,
          support: null,
          ...votes,
        },
      ],
      openQuestions: [],
      conclusion: text,
      speakerInsights: [{ speaker: '1001', name: 'Maya', talkMs: 900, turns: 1, share: 1, insights: [claim] }],
      chapters: [{ title: 'All', startMs: 0, endMs: 900, mood: 'neutral' }],
      seats: [{ seat: 'one', model: 'm', state: 'ok', ms: 812.5, costUsd: null }],
      template: 'council',
      sections: [{ id: 'motions', title: 'Motions', claims: [claim] }],
      conflicts: [{ itemId: 'c0ffee', field: 'due', text, values: [{ value: '2026-11-27', votes: 2 }] }],
      edits: [{ utteranceId: 's1', from: 'kube', to: 'Kube', votes: 3 }],
      provenance: { promptVersion: '1', schemaVersion: 1, transcriptSha256: 'ab', wordedBy: 'medoid' },
      notices: ['3 of 5 models answered'],
    },
  };
}
