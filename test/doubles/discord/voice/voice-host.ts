import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { testCa } from './test-ca.ts';
import { VoiceConnection } from './voice-connection.ts';
import { serveVoiceSocket, type VoiceDirectory } from './voice-socket.ts';

const SEND_BUFFER_BYTES = 4 << 20;
/** docs: "IP Discovery" */
const DISCOVERY_BYTES = 74;
const DISCOVERY_REQUEST = 1;
const DISCOVERY_RESPONSE = 2;
const KEEP_ALIVE_BYTES = 8;

/** One voice server: TLS WebSocket for talk about the call, UDP for the call itself. */
export class VoiceHost implements AsyncDisposable {
  /** How many of the next IP discoveries stay without answer. */
  lostDiscoveries = 0;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #udp: Socket;
  readonly #connections = new Map<number, VoiceConnection>();
  #isOpen = true;

  private constructor(directory: VoiceDirectory) {
    const { certPem, keyPem } = testCa();
    this.#server = createServer({ cert: certPem, key: keyPem });
    this.#sockets = new WebSocketServer({ server: this.#server });
    this.#sockets.on('connection', (socket: WebSocket) => serveVoiceSocket(socket, this, directory));
    this.#udp = createSocket({ type: 'udp4', sendBufferSize: SEND_BUFFER_BYTES });
    this.#udp.on('message', (datagram, from) => this.#receive(datagram, from));
  }

  static async open(directory: VoiceDirectory): Promise<VoiceHost> {
    const host = new VoiceHost(directory);
    host.#server.listen({ host: '127.0.0.1', port: 0 });
    host.#udp.bind({ address: '127.0.0.1', port: 0 });
    await Promise.all([once(host.#server, 'listening'), once(host.#udp, 'listening')]);
    return host;
  }

  /** As VOICE_SERVER_UPDATE names it. */
  get endpoint(): string {
    return `localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get udpPort(): number {
    return this.#udp.address().port;
  }

  createConnection(
    ...[admission, socket]: [ConstructorParameters<typeof VoiceConnection>[0], WebSocket]
  ): VoiceConnection {
    const connection = new VoiceConnection(admission, socket, (datagram, { address, port }) => {
      if (this.#isOpen) this.#udp.send(datagram, port, address);
    });
    this.#connections.set(connection.ssrc, connection);
    return connection;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOpen = false;
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    const closed = [once(this.#server, 'close'), once(this.#udp, 'close')];
    this.#server.close();
    this.#server.closeAllConnections();
    this.#udp.close();
    await Promise.all(closed);
  }

  #receive(datagram: Buffer, from: RemoteInfo): void {
    if (datagram.length === DISCOVERY_BYTES && datagram.readUInt16BE(0) === DISCOVERY_REQUEST)
      return void this.#discover(datagram, from);
    if (datagram.length === KEEP_ALIVE_BYTES) return void this.#udp.send(datagram, from.port, from.address);
    const connection = datagram.length > 12 ? this.#connections.get(datagram.readUInt32BE(8)) : undefined;
    connection?.call.hear(connection, datagram);
  }

  #discover(request: Buffer, from: RemoteInfo): void {
    if (this.lostDiscoveries > 0) {
      this.lostDiscoveries -= 1;
      return;
    }
    const response = Buffer.alloc(DISCOVERY_BYTES);
    response.writeUInt16BE(DISCOVERY_RESPONSE, 0);
    response.writeUInt16BE(DISCOVERY_BYTES - 4, 2);
    request.copy(response, 4, 4, 8);
    response.write(from.address, 8);
    response.writeUInt16BE(from.port, DISCOVERY_BYTES - 2);
    this.#udp.send(response, from.port, from.address);
  }
}
