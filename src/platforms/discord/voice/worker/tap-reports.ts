import type { Clock } from '../../../../ports/clock.ts';
import type { CallDiary } from './call-diary.ts';
import type { Recorder } from './recorder.ts';
import { RecoveryWatch } from './recovery-watch.ts';
import { receiveBufferWarning } from './sentences.ts';
import type { TapHooks } from './tap/tap-hooks.ts';

/** Where what the tap tells goes: sound to the recorder, the rest to the diary, and what people should know to them, once. */
export function tapReports(recorder: Recorder, diary: CallDiary, clock: Clock): TapHooks {
  const recoveries = new RecoveryWatch();
  let hasWarnedOfBuffer = false;
  return {
    packet: (packet) => recorder.packet(packet),
    wants: (userId) => recorder.wants(userId),
    gap: (userId, reason, packets) => recorder.gap(userId, reason, packets),
    source: (userId, ssrc) => diary.source(userId, ssrc),
    epoch: (epoch) => diary.epoch(epoch),
    recovery: () => {
      if (recoveries.count(clock.now())) diary.warn('encryption-trouble');
    },
    // Counted and told like every fault that nobody caught.
    fault: (error) =>
      queueMicrotask(() => {
        throw error;
      }),
    receiveBuffer: (grantedBytes, askedBytes) => {
      if (grantedBytes >= askedBytes || hasWarnedOfBuffer) return;
      hasWarnedOfBuffer = true;
      diary.warnOf('receive-buffer', receiveBufferWarning(grantedBytes, askedBytes));
    },
  };
}
