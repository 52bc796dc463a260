import { LiveListener } from '../audio/index.ts';
import { withRequest } from '../transcription/index.ts';
import { LiveTranscription } from '../transcription/live/index.ts';
import type { MeetingPorts } from './meeting-run.ts';

export type LivePorts = Pick<
  MeetingPorts,
  'transcriber' | 'liveTranscriber' | 'voiceActivity' | 'store' | 'clock' | 'log'
>;

/** Live captions with these engines: speech detection cuts what the one queue transcribes. One for all meetings of an engine. */
export function openLiveTranscription({ voiceActivity, liveTranscriber, ...ports }: LivePorts): LiveTranscription {
  const { clock, log } = ports;
  return new LiveTranscription({
    ...ports,
    // A final pass of another meeting must not hold up what people read now.
    transcriber: withRequest(liveTranscriber ?? ports.transcriber, (request) => ({ ...request, isUrgent: true })),
    openEar: (options) => new LiveListener({ ...options, clock, log, detector: voiceActivity.detector() }),
  });
}
