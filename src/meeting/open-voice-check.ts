import { VoiceCheck } from '../diarization/index.ts';
import type { Warning } from '../domain/meeting.ts';
import type { MeetingRun } from './meeting-run.ts';

/** What minutes say of a track like that, behind its name. */
export const SEVERAL_VOICES: Warning = {
  code: 'several_voices',
  text: 'several people seem to share this microphone. All their words stand under one name, so check who said what and who takes on what.',
};

/** Listens for several voices in a member's track; null where nothing can tell them apart. What goes wrong there costs the meeting nothing. */
export function openVoiceCheck(trackId: string, run: MeetingRun): VoiceCheck | null {
  const { segmenter, clock, log } = run.ports;
  if (!segmenter) return null;
  return new VoiceCheck({
    segment: async (window) => {
      const beganAtMs = clock.now();
      const voices = await segmenter.segment(window, run.signal);
      run.timings.diarizeMs += clock.now() - beganAtMs;
      return voices;
    },
    onFault: (error) => {
      if (!run.signal.aborted)
        log.warn({ err: error, meetingId: run.meeting.id, trackId }, 'a track is not heard for several voices');
    },
  });
}
