import type { Caption } from '../../domain/caption.ts';
import type { Speaker } from '../../domain/speaker.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import type { PromptSource } from '../prompt-source.ts';
import { CaptionWriter } from './caption-writer.ts';
import type { OpenEar } from './ear.ts';
import { EventFeed } from './event-feed.ts';
import { FairShare } from './fair-share.ts';
import { LagWatch } from './lag-watch.ts';
import { Lane, type TrackLane } from './lane.ts';
import type { LiveEvent } from './live-event.ts';
import type { LiveQueue } from './live-queue.ts';
import { LiveTrack } from './live-track.ts';
import { STREAMED_PIECE_MS, StreamLane } from './stream-lane.ts';
import type { LiveTally } from './tally.ts';
import { TrackCaptions } from './track-captions.ts';

export interface NewLiveTrack {
  readonly trackId: string;
  readonly speaker: Speaker;
  /** What the engine may expect of this speaker; nothing unless told. */
  readonly prompt?: PromptSource;
}

export interface CloseOptions {
  /** How long what was said may still be heard. */
  readonly graceMs: number;
  /** Ends the grace. */
  readonly signal?: AbortSignal;
}

export interface LiveMeetingParts {
  readonly meetingId: string;
  /** ISO 639-1 code, or null to let the engine detect it. */
  readonly language: string | null;
  /** What an earlier process wrote of this meeting. */
  readonly before: readonly Caption[];
  /** The last number that was ever given to a caption, as far as it is known. */
  readonly numberedTo: number;
  /** Longest chunk that the engine takes, and longest one that waiting may make. */
  readonly maxChunkMs: number;
  readonly queue: LiveQueue;
  readonly transcriber: Transcriber;
  readonly openEar: OpenEar;
  readonly store: MeetingStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tally: LiveTally;
  readonly onClose: () => void;
}

/** The captions of one meeting while it goes on. */
export class LiveMeeting {
  readonly meetingId: string;
  readonly #parts: LiveMeetingParts;
  readonly #share: FairShare;
  readonly #stop = new AbortController();
  readonly #tracks = new Map<string, { readonly track: LiveTrack; readonly lane: TrackLane }>();
  readonly #feed: EventFeed;
  readonly #writer: CaptionWriter;
  readonly #lagWatch: LagWatch;
  #captionCount: number;
  #closing: Promise<void> | null = null;

  constructor(parts: LiveMeetingParts) {
    const { meetingId, store, clock, tally } = parts;
    const log = parts.log.child({ meetingId });
    this.meetingId = meetingId;
    this.#parts = { ...parts, log };
    this.#share = new FairShare(parts.queue.share);
    this.#feed = new EventFeed(() => tally.eventsDropped++);
    this.#writer = new CaptionWriter({ meetingId, store, clock, log, onFault: () => tally.storeFaults++ });
    this.#lagWatch = new LagWatch({ clock, signal: this.#stop.signal, lagMs: () => this.lagMs, tell: this.#tell });
    this.#captionCount = parts.before.reduce((most, { id }) => Math.max(most, numberOf(id)), parts.numberedTo);
    for (const caption of parts.before) if (!caption.isFinal) this.#writer.note({ ...caption, isFinal: true });
  }

  /** Age in ms of the oldest speech that waits for the engine or is with it; 0 when everything is heard. */
  get lagMs(): number {
    const ages = this.#lanes.map(({ oldestMs }) => (oldestMs === null ? 0 : this.#parts.clock.now() - oldestMs));
    return Math.max(0, ...ages);
  }

  /** Chunks that wait for the engine. */
  get waiting(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.waiting, 0);
  }

  /** Captions that were ever given a number. */
  get numberedTo(): number {
    return this.#captionCount;
  }

  /** Every change from now on; ends with the meeting. */
  events(): AsyncIterableIterator<LiveEvent> {
    return this.#feed.subscribe();
  }

  /**
   * Somebody may speak. A speaker who was gone may come back under the same id.
   *
   * @throws MomError meeting_busy while a track of this id is open or the meeting is being closed
   */
  openTrack(request: NewLiveTrack): LiveTrack {
    const { trackId } = request;
    if (this.#closing !== null) throw new MomError('meeting_busy', `Meeting ${this.meetingId} is being closed.`);
    if (this.#tracks.has(trackId)) throw new MomError('meeting_busy', `Track ${trackId} is open already.`);
    const { queue, openEar, maxChunkMs, transcriber, log } = this.#parts;
    const chunks = this.#openLane(request);
    const isStreamed = transcriber.capabilities.streaming;
    const lane = isStreamed ? new StreamLane({ chunks, transcriber, log }) : chunks;
    const ear = openEar({
      take: (piece) => lane.take(piece),
      maxChunkMs: isStreamed ? Math.min(STREAMED_PIECE_MS, maxChunkMs) : maxChunkMs,
      signal: this.#stop.signal,
    });
    const onEnd = (): void => {
      queue.remove(chunks);
      this.#tracks.delete(trackId);
    };
    const track = new LiveTrack({ trackId, ear, lane, onEnd });
    queue.add(chunks);
    this.#tracks.set(trackId, { track, lane });
    return track;
  }

  /** Something that was written instead of said stands among the captions, whole at once. */
  write(caption: Omit<Caption, 'id' | 'isFinal'>): void {
    if (this.#closing !== null) throw new MomError('meeting_busy', `Meeting ${this.meetingId} is being closed.`);
    const written = { ...caption, id: `s${++this.#captionCount}` };
    this.#tell({ type: 'caption-start', caption: { ...written, isFinal: false } });
    this.#tell({ type: 'caption-end', caption: { ...written, isFinal: true } });
  }

  /**
   * Takes no more sound, hears what was said for up to `graceMs`, tells the chunks that are left as gaps, ends and stores every caption.
   * Never throws: what can't be stored is logged and counted; everything that was said is in the recording.
   */
  close(options: CloseOptions): Promise<void> {
    this.#closing ??= this.#close(options);
    return this.#closing;
  }

  get #lanes(): TrackLane[] {
    return [...this.#tracks.values()].map(({ lane }) => lane);
  }

  readonly #tell = (event: LiveEvent): void => {
    if ('caption' in event) this.#writer.note(event.caption);
    if (event.type === 'lag-start') this.#parts.tally.lags++;
    this.#feed.tell(event);
  };

  #openLane({ trackId, speaker, prompt }: NewLiveTrack): Lane {
    const { queue, language, maxChunkMs, clock, tally } = this.#parts;
    const nextId = (): string => `s${++this.#captionCount}`;
    const captions = new TrackCaptions({ trackId, speaker, nextId, tell: this.#tell, ...(prompt ? { prompt } : {}) });
    const share = new FairShare(this.#share);
    const wake = (): void => {
      queue.wake();
      this.#lagWatch.wake();
    };
    return new Lane({
      ...{ trackId, language, captions, share, clock, tally, wake },
      meetingShare: this.#share,
      maxMs: maxChunkMs,
      prompt: () => prompt?.text(),
      signal: this.#stop.signal,
    });
  }

  async #close({ graceMs, signal }: CloseOptions): Promise<void> {
    const tracks = [...this.#tracks.values()];
    const ended = Promise.allSettled(tracks.map(({ track }) => track.end()));
    await this.#within(graceMs, ended, signal);
    this.#stop.abort(new MomError('aborted', 'the meeting is closed'));
    for (const { lane } of tracks) lane.stop();
    await ended;
    const unwritten = await this.#writer.flush();
    if (unwritten > 0) this.#parts.log.error({ unwritten }, 'captions were not stored');
    this.#feed.end();
    this.#parts.onClose();
  }

  /** Resolves with the work, when the time is over, or when nobody wants to wait any more. */
  async #within(graceMs: number, work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
    if (graceMs <= 0) return;
    const done = new AbortController();
    const either = signal ? AbortSignal.any([signal, done.signal]) : done.signal;
    const over = this.#parts.clock.delay(graceMs, either).catch((reason: unknown) => {
      if (!either.aborted) throw reason;
    });
    await Promise.race([work, over]);
    done.abort();
  }
}

/** 12 of "s12"; ids of another kind don't count. */
const numberOf = (id: string): number => Number(/^s(\d+)$/.exec(id)?.[1] ?? 0);
