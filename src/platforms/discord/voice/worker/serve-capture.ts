import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type MomError, toMomError } from '../../../../errors.ts';
import { createLog } from '../../../../log.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { ChannelFault } from '../guild-adapter.ts';
import type { CaptureAnswer, CaptureCall, CaptureFailure, CaptureJob, FromWorker, ToWorker } from '../messages.ts';
import { within } from '../within.ts';
import { answerCall } from './capture-calls.ts';
import { CaptureMeeting, type MeetingParts } from './capture-meeting.ts';

export type ServeParts = Pick<MeetingParts, 'openSink' | 'clock'>;

/** The main thread knows from its cache, so it answers at once unless it is stuck. */
const FAULT_PATIENCE_MS = 1_000;
/** So many faults that nobody caught, in a minute, and the thread is given up: main starts another. */
const MAX_FAULTS = 10;
const MINUTE_MS = 60_000;
const MAX_EARLY = 10_000;

/** The life of a capture worker: one meeting, told over the port. */
export async function serveCapture(parts: ServeParts): Promise<void> {
  if (!parentPort) throw new Error('capture runs in a worker thread');
  await new CaptureServer(parentPort, workerData as CaptureJob, parts).run();
}

class CaptureServer {
  readonly #port: MessagePort;
  readonly #job: CaptureJob;
  readonly #parts: ServeParts;
  readonly #faultQuestions = new Map<number, (fault: ChannelFault | null) => void>();
  /** What comes in the moment before the journal is open; beyond the bound people's comings and goings are not told. */
  #early: ToWorker[] = [];
  #meeting: CaptureMeeting | null = null;
  #leave: { readonly id: number; readonly reason: string | null } | null = null;
  #lastQuestion = 0;

  constructor(port: MessagePort, job: CaptureJob, parts: ServeParts) {
    this.#port = port;
    this.#job = job;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const log = createLog(this.#job.logLevel).child({ meetingId: this.#job.request.meetingId });
    surviveFaults(this.#parts.clock, (err) => log.error({ err }, 'fault in capture that nobody caught'));
    this.#port.on('message', (message: ToWorker) => this.#take(message));
    try {
      this.#meeting = await CaptureMeeting.open({
        ...this.#parts,
        job: this.#job,
        log,
        send: (payload) => this.#post({ kind: 'send', payload }),
        tell: (event) => this.#post({ kind: 'event', event }),
        channelFault: (channelId) => this.#askFault(channelId),
      });
      await this.#serve(this.#meeting);
    } catch (error) {
      this.#post({ kind: 'refused', failure: failureOf(toMomError(error)) });
    }
    this.#port.close();
  }

  async #serve(meeting: CaptureMeeting): Promise<void> {
    for (const message of this.#early.splice(0)) this.#take(message);
    try {
      await meeting.join();
    } catch (error) {
      await meeting.close(null);
      this.#answerLeave();
      throw error;
    }
    this.#post({ kind: 'joined' });
    const end = await meeting.finished();
    await meeting.close(end.reason === 'left' ? (this.#leave?.reason ?? null) : end.reason);
    this.#post({ kind: 'event', event: { type: 'end', atMs: this.#parts.clock.now(), ...end } });
    this.#answerLeave();
  }

  #take(message: ToWorker): void {
    const meeting = this.#meeting;
    if (!meeting) return void this.#keep(message);
    if (message.kind === 'voice-server') meeting.line.takeServer(message.data);
    if (message.kind === 'voice-state') meeting.line.takeState(message.data);
    if (message.kind === 'gateway-gone') meeting.line.gatewayGone();
    if (message.kind === 'unsent') meeting.line.unsent();
    if (message.kind === 'member') meeting.see(message.member);
    if (message.kind === 'channel-fault') this.#faultQuestions.get(message.id)?.(message.fault);
    if (message.kind === 'call') this.#call(meeting, message.id, message.call);
  }

  #keep(message: ToWorker): void {
    if (this.#early.length < MAX_EARLY) this.#early.push(message);
  }

  #call(meeting: CaptureMeeting, id: number, call: CaptureCall): void {
    if (call.name !== 'leave') return void this.#answer(meeting, id, call);
    this.#leave ??= { id, reason: call.reason };
    meeting.leave();
  }

  async #answer(meeting: CaptureMeeting, id: number, call: Exclude<CaptureCall, { name: 'leave' }>): Promise<void> {
    try {
      const answer: CaptureAnswer = await answerCall(meeting, call);
      this.#post({ kind: 'answer', id, answer });
    } catch (error) {
      this.#post({ kind: 'failure', id, failure: failureOf(toMomError(error)) });
    }
  }

  #answerLeave(): void {
    if (this.#leave) this.#post({ kind: 'answer', id: this.#leave.id, answer: null });
  }

  async #askFault(channelId: string): Promise<ChannelFault | null> {
    this.#lastQuestion += 1;
    const id = this.#lastQuestion;
    const { promise, resolve } = Promise.withResolvers<ChannelFault | null>();
    this.#faultQuestions.set(id, resolve);
    this.#post({ kind: 'ask-channel-fault', id, channelId });
    try {
      return await within(promise, FAULT_PATIENCE_MS, this.#parts.clock, () => new Error('no answer'));
    } catch {
      return null; // nobody knows of any
    } finally {
      this.#faultQuestions.delete(id);
    }
  }

  #post(message: FromWorker): void {
    this.#port.postMessage(message);
  }
}

const failureOf = ({ code, message, retryable }: MomError): CaptureFailure => ({
  code,
  message,
  isRetryable: retryable,
});

/** A fault in a listener of some library is no reason to stop recording, unless it comes again and again. */
function surviveFaults(clock: Clock, told: (error: unknown) => void): void {
  const atMs: number[] = [];
  const survive = (error: unknown): void => {
    told(error);
    const nowMs = clock.now();
    atMs.push(nowMs);
    const before = atMs.length > MAX_FAULTS ? atMs.shift() : undefined;
    if (before !== undefined && nowMs - before < MINUTE_MS) process.exit(1);
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
}
