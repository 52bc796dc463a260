import type { Caption } from '../../domain/caption.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { Meeting } from '../../domain/meeting.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { toTranscript } from '../../transcription/index.ts';

/** A meeting with all that was heard in it. */
export interface HeardMeeting {
  readonly meeting: Meeting;
  readonly chunks: readonly ChunkResult[];
  readonly captions: readonly Caption[];
  /** Null when there was none yet. */
  readonly transcript: Transcript | null;
}

export interface WithoutSpeaker extends HeardMeeting {
  /** Ids of the utterances that are gone. */
  readonly forgotten: ReadonlySet<string>;
}

/**
 * A meeting as if a speaker's track had never been there. The others keep their ids, so that claims, links and posts still point at
 * them; corrections that were made stay too.
 */
export function withoutSpeaker(
  { meeting, chunks, captions, transcript }: HeardMeeting,
  speaker: string,
): WithoutSpeaker {
  const isTheirs = (track: Meeting['tracks'][number]): boolean => track.speaker?.speaker === speaker;
  const trackIds = new Set(meeting.tracks.filter(isTheirs).map(({ id }) => id));
  const utterances = transcript?.utterances ?? [];
  const kept = utterances.filter((utterance) => utterance.speaker !== speaker);
  const gone = utterances.filter((utterance) => utterance.speaker === speaker);
  return {
    meeting: { ...meeting, tracks: meeting.tracks.filter(({ id }) => !trackIds.has(id)) },
    chunks: chunks.filter(({ trackId }) => !trackIds.has(trackId)),
    captions: captions.filter((caption) => caption.speaker !== speaker),
    transcript: transcript && toTranscript(kept, transcript.speakers === null),
    forgotten: new Set(gone.map(({ id }) => id)),
  };
}
