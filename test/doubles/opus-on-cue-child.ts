// An Opus child that dies of packets that begin with 0xdead, as native code might. Forked by the tests of the Opus decoder.
import { serveChild } from '../../src/child/index.ts';
import type { OpusReply, OpusRequest } from '../../src/providers/opus/opus-messages.ts';

serveChild<null, OpusRequest, OpusReply>(async () => async ({ packets }) => {
  if (packets.some((packet) => packet?.[0] === 0xde && packet[1] === 0xad)) process.kill(process.pid, 'SIGSEGV');
  const samples = new Int16Array(packets.length * 320).fill(16_384);
  return { samples, lengths: packets.map(() => 320), damaged: [] };
});
