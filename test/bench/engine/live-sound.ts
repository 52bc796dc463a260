import { systemClock } from '../../../src/clock.ts';
import { type Pcm, samplesOfMs } from '../../../src/domain/audio.ts';
import type { Caption } from '../../../src/domain/caption.ts';
import { createLog } from '../../../src/log.ts';
import { openLiveTranscription } from '../../../src/meeting/index.ts';
import type { LiveEvent } from '../../../src/transcription/live/index.ts';
import { aMeeting } from '../../contract/a-stored-meeting.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';
import { captionsOf } from '../../property/live-rig.ts';
import { openSilero, openWhisper, TOY_MODEL } from './open-engines.ts';

const PIECE_SAMPLES = samplesOfMs(250);
const GRACE_MS = 60_000;

/** What the live path makes of a sound with the toy model, as fast as the machine can. */
export async function captionsOfSound(pcm: Pcm): Promise<Caption[]> {
  const log = createLog('error');
  await using transcriber = openWhisper(TOY_MODEL);
  await using voiceActivity = openSilero(log);
  const store = new MemoryMeetingStore();
  await store.createMeeting({ ...aMeeting(), id: 'sound' });
  const live = openLiveTranscription({ transcriber, voiceActivity, store, clock: systemClock, log });
  const meeting = await live.openMeeting({ meetingId: 'sound', language: 'en' });
  const events: LiveEvent[] = [];
  const reading = (async () => {
    for await (const event of meeting.events()) events.push(event);
  })();
  const track = meeting.openTrack({ trackId: 't1', speaker: { speaker: 't1', name: 't1' } });
  for (let at = 0; at < pcm.length; at += PIECE_SAMPLES) {
    await track.push(at, pcm.subarray(at, at + PIECE_SAMPLES));
    await track.settled();
  }
  await live.close({ graceMs: GRACE_MS });
  await reading;
  return captionsOf(events);
}
