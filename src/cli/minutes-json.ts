import type { MeetingOutcome } from '../meeting/index.ts';

/** Below it every third token was a guess: whoever quotes such words should listen again. */
export const UNSURE = 0.65;

/** The document of `mom minutes --json`, as docs/architecture.md promises it to other programs. */
export function minutesJson(outcome: MeetingOutcome, transcriptionUsd: number | null) {
  const { meeting, transcript, minutes, durationMs, warnings, timings } = outcome;
  return {
    meetingId: meeting.id,
    title: meeting.title,
    startedAt: new Date(meeting.startedAtMs).toISOString(),
    durationMs,
    language: transcript.language,
    speakerCount: transcript.speakers?.length ?? null,
    speakers: transcript.speakers,
    transcript: transcript.utterances.map((utterance) => ({ ...utterance, isUnsure: utterance.confidence < UNSURE })),
    turns: transcript.turns,
    minutes,
    cost: { usd: totalUsd([transcriptionUsd, ...minutes.seats.map((seat) => seat.costUsd)]) },
    timings,
    warnings,
  };
}

/** Null as soon as one part is not known: a sum with holes would be a false promise. */
function totalUsd(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}
