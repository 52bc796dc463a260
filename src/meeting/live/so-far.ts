import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import type { Transcript } from '../../domain/transcript.ts';
import type { GlossaryStore } from '../../ports/glossary-store.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';
import {
  assembleTranscript,
  captionsLeft,
  correctTranscript,
  stitchWindows,
  toTranscript,
  withoutRefrains,
} from '../../transcription/index.ts';
import type { AheadTrack } from './ahead-track.ts';

export interface HeardSoFar {
  readonly meetingId: string;
  readonly settings: MeetingSettings;
  readonly tracks: readonly Pick<AheadTrack, 'voice' | 'readMs'>[];
  /** By track, then time. */
  readonly windows: readonly ChunkResult[];
}

/** An utterance may still grow when its speaker goes on within a second (assembleTranscript). */
const MAY_GROW_MS = 1_500;

/**
 * The beginning of the transcript, as far as everybody's words are final: what comes later changes neither its utterances nor their ids.
 *
 * @throws MomError store_failed
 */
export async function soFar(
  { meetingId, settings, tracks, windows }: HeardSoFar,
  { store, glossary }: { readonly store: MeetingStore; readonly glossary: GlossaryStore },
): Promise<Transcript> {
  const readMs = tracks.length > 0 ? Math.min(...tracks.map((track) => track.readMs)) : 0;
  const captions = await store.listCaptions(meetingId);
  const kept = withoutRefrains(windows);
  const read = tracks.map(({ voice }) => ({ trackId: voice.trackId, readMs: Number.POSITIVE_INFINITY }));
  const voices = tracks.map(({ voice }) => voice);
  const heard = assembleTranscript(stitchWindows(kept), voices, false, {
    captions,
    standIns: captionsLeft(captions, read, kept),
  });
  const utterances = heard.utterances.filter(({ endMs }) => endMs + MAY_GROW_MS < readMs);
  const corrections = (await glossary.corrections(settings.scope)).toReversed();
  return correctTranscript(toTranscript(utterances, false), corrections).transcript;
}
