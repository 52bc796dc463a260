import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import type { Pcm } from '../../../src/domain/audio.ts';
import type { LostSound } from '../../../src/domain/lost-sound.ts';
import type { Packet } from '../../../src/domain/packet.ts';
import { MomError } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import type { OpusDecoder } from '../../../src/ports/opus-decoder.ts';
import { createJournalDecoder, openJournal, writeTrackFile } from '../../../src/recording/index.ts';

/** Sound as it came out of a recorded call. */
export interface ArrivedSound {
  readonly pcm: Pcm;
  readonly lost: readonly LostSound[];
}

const STARTED_AT_MS = Date.UTC(2026, 10, 28, 9);
const USER = '1001';
const MEETING = 'rough';
const PACKET_MS = 20;
const TICKS_PER_PACKET = 960;
const AMPLY = { maxBytes: 1e9, maxDurationMs: 3_600_000, stallTimeoutMs: 60_000, maxMemoryBytes: 1e9 };

/** One member's packets of 20 ms, by their number in the call, written into a journal and read from it as the final pass reads a track. */
export async function throughJournal(
  packets: ReadonlyMap<number, Uint8Array>,
  opus: OpusDecoder,
): Promise<ArrivedSound> {
  const folder = mkdtempSync(join(tmpdir(), 'mom-rough-'));
  try {
    const journal = join(folder, 'journal');
    await writeJournal(journal, packets);
    const track = { meetingId: MEETING, userId: USER, journal, durationMs: null };
    return await readTrack(await writeTrackFile(folder, track), opus);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeJournal(folder: string, packets: ReadonlyMap<number, Uint8Array>): Promise<void> {
  await using writer = await openJournal(folder, {
    ...{ meetingId: MEETING, startedAtMs: STARTED_AT_MS, clock: systemClock, log: createLog('error') },
    onFault: (fault) => {
      throw fault;
    },
  });
  for (const [number, opus] of packets) writer.packet(toPacket(number, opus));
}

const toPacket = (number: number, opus: Uint8Array): Packet => ({
  userId: USER,
  ssrc: 1,
  sequence: number,
  rtpTime: number * TICKS_PER_PACKET,
  arrivalMs: STARTED_AT_MS + number * PACKET_MS,
  opus,
});

async function readTrack(path: string, opus: OpusDecoder): Promise<ArrivedSound> {
  const others = { decode: () => Promise.reject(new MomError('internal', 'there is only a journal')) };
  const decoder = createJournalDecoder({ opus, others, keyOf: async () => null });
  await using recording = await decoder.decode(path, { limits: AMPLY, keepsStart: true });
  const blocks: Pcm[] = [];
  for await (const block of recording.blocks) blocks.push(block);
  const pcm = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    pcm.set(block, at);
    at += block.length;
  }
  return { pcm, lost: recording.lost ?? [] };
}
