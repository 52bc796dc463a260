import type { Socket } from 'node:dgram';
import type { VoiceUDPSocket } from '@discordjs/voice';

/** Linux books twice of what was asked for and tells that (socket(7), SO_RCVBUF). */
const BOOKED_PER_BYTE = process.platform === 'linux' ? 2 : 1;

/**
 * Makes room for what comes while nobody reads: the usual buffer holds 0.13 s of 25 people. Tells what the kernel granted; says nothing
 * when the library no longer shows its socket.
 */
export function enlargeReceiveBuffer(
  udp: VoiceUDPSocket,
  askedBytes: number,
  told: (grantedBytes: number) => void,
): void {
  const socket: unknown = Reflect.get(udp, 'socket');
  if (!isSocket(socket)) return void told(0);
  const enlarge = () => told(setBuffer(socket, askedBytes));
  if (isBound(socket)) enlarge();
  else socket.once('listening', enlarge);
}

function setBuffer(socket: Socket, askedBytes: number): number {
  try {
    socket.setRecvBufferSize(askedBytes);
    return socket.getRecvBufferSize() / BOOKED_PER_BYTE;
  } catch {
    return 0; // some systems refuse instead of granting less
  }
}

function isBound(socket: Socket): boolean {
  try {
    return socket.address().port > 0;
  } catch {
    return false;
  }
}

const isSocket = (value: unknown): value is Socket =>
  typeof value === 'object' && value !== null && 'setRecvBufferSize' in value && 'getRecvBufferSize' in value;
