import type { MeetingOutcome } from '../meeting/index.ts';

/** The document of `mom minutes --json`, as docs/architecture.md promises it to other programs. */
export function minutesJson(outcome: MeetingOutcome) {
  const { meeting, transcript, minutes, durationMs, warnings, timings } = outcome;
  return {
    meetingId: meeting.id,
    title: meeting.title,
    startedAt: new Date(meeting.startedAtMs).toISOString(),
    durationMs,
    language: transcript.language,
    speakerCount: transcript.speakers?.length ?? null,
    speakers: transcript.speakers,
    transcript: transcript.utterances,
    turns: transcript.turns,
    minutes,
    cost: { usd: minutes.seats.reduce((sum, seat) => sum + (seat.costUsd ?? 0), 0) },
    timings,
    warnings,
  };
}
