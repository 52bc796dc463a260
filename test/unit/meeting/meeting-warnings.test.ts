import { describe, expect, it } from 'vitest';
import type { ChunkResult } from '../../../src/domain/chunk-result.ts';
import type { Meeting, MeetingTrack, Warning } from '../../../src/domain/meeting.ts';
import { meetingWarnings } from '../../../src/meeting/meeting-warnings.ts';
import { aMeeting } from '../../contract/a-stored-meeting.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

const DAMAGE: Warning = { code: 'recording_damaged', text: 'A part of the recording is damaged.' };
const SEVERAL: Warning = { code: 'several_voices', text: 'several people seem to share this microphone.' };
const talk = aTalk([['Maya', 'Good morning.']]);

const track = (name: string | null, ...warnings: readonly Warning[]): MeetingTrack => ({
  id: `t${name}`,
  path: `/data/${name ?? 'mix'}.wav`,
  speaker: name === null ? null : { speaker: name, name },
  fingerprint: { sha256: 'ab', bytes: 1 },
  result: { durationMs: 1_000, speechMs: 500, warnings },
});
const of = (...tracks: readonly MeetingTrack[]): Meeting => ({ ...aMeeting(), tracks });
const textsOf = (meeting: Meeting, chunks: readonly ChunkResult[] = []): readonly string[] =>
  meetingWarnings(meeting, talk, chunks).map(({ text }) => text);

describe('what is told of a track', () => {
  it('stands behind the name of its member, or of its file where there are several', () => {
    expect(textsOf(of(track('Room 4', SEVERAL)))).toEqual([`Room 4: ${SEVERAL.text}`]);
    expect(textsOf(of(track(null, DAMAGE)))).toEqual([DAMAGE.text]);
    expect(textsOf(of(track(null, DAMAGE), track('Tom')))).toEqual([`mix.wav: ${DAMAGE.text}`]);
  });

  it('is told once where every reader of a journal meets the same damage', () => {
    const meeting = of(track('Maya', DAMAGE, SEVERAL), track('Tom', DAMAGE), track('Priya'));
    expect(textsOf(meeting)).toEqual([DAMAGE.text, `Maya: ${SEVERAL.text}`]);
    expect(textsOf(of(track('Maya', DAMAGE), track('Tom')))).toEqual([`Maya: ${DAMAGE.text}`]);
  });
});

describe('speech that is missing', () => {
  it('is added up, with the reasons in words', () => {
    const place = { trackId: 'tMaya', outcome: 'failed', segments: [], sampleCount: 24_000 } as const;
    const chunks = [
      { ...place, startSample: 0, reason: 'stt_timeout' },
      { ...place, startSample: 80_000, reason: 'stt_crashed' },
      { ...place, startSample: 160_000, reason: 'stt_timeout' },
    ];
    expect(textsOf(of(track('Maya')), chunks)).toEqual([
      '5 s of speech is missing, because it could not be transcribed (it took too long, the engine crashed).',
    ]);
  });
});
