import { UNSURE } from '../domain/unsure.ts';
import type { MeetingOutcome } from '../meeting/index.ts';

/**
 * The document of `mom minutes --json`, as docs/architecture.md promises it to other programs. `spentUsd` is what this run spent on
 * transcription and models, null when a price is not known.
 */
export function minutesJson(outcome: MeetingOutcome, spentUsd: number | null) {
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
    cost: { usd: spentUsd },
    timings,
    warnings,
  };
}
