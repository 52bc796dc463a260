import type { DAVESession, Networking, VoiceWebSocket } from '@discordjs/voice';
import { voiceOp } from './voice-op.ts';

interface BinaryMessage {
  readonly op: number;
  readonly payload: Buffer;
}

type Listener = (message: unknown) => void;

/**
 * Makes a connection's messages harmless and complete. The library ignores end-to-end key messages while it resumes, and lets whatever a
 * malformed one throws end the process.
 */
export function guardNetworking(networking: Networking, onFault: (error: unknown) => void): void {
  const onPacket: unknown = Reflect.get(networking, 'onWsPacket');
  if (isListener(onPacket)) replace(networking, 'onWsPacket', 'packet', guarded(onPacket, onFault));
  const onBinary = (message: unknown) => takeKeyMessage(networking, message as BinaryMessage);
  replace(networking, 'onWsBinary', 'binary', guarded(onBinary, onFault));
}

/** Op 26 and 31 while the library would not send them. */
export function sendWhileResuming(networking: Networking, dave: DAVESession): void {
  const socket = () => (networking.state.code === CODE_RESUMING ? networking.state.ws : null);
  dave.on('keyPackage', (keyPackage) => socket()?.sendBinaryMessage(voiceOp.DAVE_KEY_PACKAGE, keyPackage));
  dave.on('invalidateTransition', (transitionId) =>
    socket()?.sendPacket({ op: voiceOp.DAVE_INVALID_COMMIT_WELCOME, d: { transition_id: transitionId } }),
  );
}

const CODE_READY = 4;
const CODE_RESUMING = 5;

/** What the library's own handler does, while resuming too. */
function takeKeyMessage(networking: Networking, { op, payload }: BinaryMessage): void {
  const { state } = networking;
  if ((state.code !== CODE_READY && state.code !== CODE_RESUMING) || !state.dave) return;
  const { dave, ws, connectionData } = state;
  if (op === voiceOp.DAVE_EXTERNAL_SENDER) dave.setExternalSender(payload);
  if (op === voiceOp.DAVE_PROPOSALS) {
    const answer = dave.processProposals(payload, connectionData.connectedClients);
    if (answer) ws.sendBinaryMessage(voiceOp.DAVE_COMMIT_WELCOME, answer);
  }
  if (op === voiceOp.DAVE_COMMIT) announced(networking, ws, dave.processCommit(payload));
  if (op === voiceOp.DAVE_WELCOME) announced(networking, ws, dave.processWelcome(payload));
}

function announced(
  networking: Networking,
  ws: VoiceWebSocket,
  { success, transitionId }: { readonly success: boolean; readonly transitionId: number },
): void {
  if (!success) return;
  if (transitionId === 0) networking.emit('transitioned', transitionId);
  else ws.sendPacket({ op: voiceOp.DAVE_READY_FOR_TRANSITION, d: { transition_id: transitionId } });
}

function guarded(listener: Listener, onFault: (error: unknown) => void): Listener {
  return (message) => {
    try {
      listener(message);
    } catch (error) {
      onFault(error);
    }
  };
}

/** The library binds and unbinds whatever stands in this field, for each WebSocket anew. */
function replace(networking: Networking, field: string, event: string, listener: Listener): void {
  const before: unknown = Reflect.get(networking, field);
  const socket: unknown = Reflect.get(networking.state, 'ws');
  Reflect.set(networking, field, listener);
  if (!isListener(before) || !isEmitter(socket)) return;
  socket.off(event, before);
  socket.on(event, listener);
}

const isListener = (value: unknown): value is Listener => typeof value === 'function';
const isEmitter = (value: unknown): value is Pick<NodeJS.EventEmitter, 'on' | 'off'> =>
  typeof value === 'object' && value !== null && 'on' in value && 'off' in value;
