import type { MeetingTrack } from '../domain/meeting.ts';
import type { Speaker } from '../domain/speaker.ts';

/** One unknown voice stands for everybody in a mix. */
const UNKNOWN: Speaker = { speaker: 'Speaker 1', name: 'Speaker 1' };

/** Whose voice each track is. */
export function speakersOf(tracks: readonly MeetingTrack[]): ReadonlyMap<string, Speaker> {
  return new Map(tracks.map((track) => [track.id, track.speaker ?? UNKNOWN]));
}
