/** Runs in the worker thread of a decoding child: opens the file, writes its samples, tells what it found. */
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import type { Warning } from '../../domain/meeting.ts';
import { MomError } from '../../errors.ts';
import { wrongEnding } from './containers.ts';
import { DecodeRun, type DecodeTally } from './decode-run.ts';
import { type OpenRecording, openRecording } from './demuxer.ts';
import { findRepair } from './find-repair.ts';
import type { ChildMessage, DecodeJob } from './messages.ts';
import { PcmWriter } from './pcm-writer.ts';
import type { Repair } from './repair.ts';
import { warningsOf } from './warnings.ts';

await main(workerData as DecodeJob);

async function main(job: DecodeJob): Promise<void> {
  flushCompileCache(); // the process ends by SIGKILL
  try {
    const output = new PcmWriter(() => tell({ type: 'alive' }));
    const repair = findRepair(job.path, () => output.beat());
    const recording = await openRecording(job.path, repair.patches, job.maxLeadMs / 1000);
    tell({ type: 'format', format: recording.format, leastBytes: leastBytes(recording) });
    const tally = await new DecodeRun(recording, output).run();
    output.end();
    if (tally.samples === 0) throw withoutSound(tally);
    tell({ type: 'end', samples: tally.samples, warnings: findings(job.path, recording, tally, repair) });
  } catch (error: unknown) {
    tell(asFault(error));
  }
}

function findings(path: string, recording: OpenRecording, tally: DecodeTally, repair: Repair): Warning[] {
  const decoding = warningsOf({
    ...tally,
    decodedS: tally.samples / SAMPLE_RATE_HZ,
    soundS: recording.soundS,
    leadS: recording.leadS,
    endsAbruptly: tally.endsAbruptly || repair.endsAbruptly,
    soundStreamCount: recording.soundStreamCount,
    wrongEnding: wrongEnding(path, recording.demuxer),
    container: recording.format.container,
  });
  return [...repair.warnings, ...decoding];
}

function withoutSound(tally: DecodeTally): MomError {
  return tally.lostPackets > 0 || tally.endsAbruptly
    ? new MomError('recording_not_audio', 'nothing in it could be decoded')
    : new MomError('recording_no_audio', 'it holds no samples');
}

/** Pure arithmetic on the declared numbers; a codec that tells no rate has at least the 300 bytes a second of the leanest speech codecs. */
function leastBytes({ format, leadS, stream }: OpenRecording): number {
  const bytesPerSecond = Math.max(300, Number(stream.codecpar.bitRate) / 8);
  const soundS = (format.declaredDurationMs ?? 0) / 1000 - leadS;
  return Math.max(0, soundS) * bytesPerSecond;
}

function asFault(error: unknown): ChildMessage {
  if (error instanceof MomError) return { type: 'fault', code: error.code, text: error.message };
  const text = error instanceof Error ? error.message : String(error);
  return { type: 'fault', code: 'decoder_crashed', text: (text.split('\n')[0] ?? '').slice(0, 200) };
}

function tell(message: ChildMessage): void {
  parentPort?.postMessage(message);
}
