import type { Caption } from '../../domain/caption.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import { isAbort, type MomError, toMomError } from '../../errors.ts';
import type { Asker } from '../../ports/live-meetings.ts';
import type { OpenTrack } from '../../recording/index.ts';
import { SpeakerPrompt } from '../../transcription/index.ts';
import type { LiveEvent, LiveMeeting } from '../../transcription/live/index.ts';
import { Bell } from './bell.ts';
import { openJournalSound } from './journal-sound.ts';
import type { CaptionEngine, LiveDesk } from './live-desk.ts';
import type { Roster } from './roster.ts';
import { NOTES_TRACK, trackIdOf } from './track-id.ts';

export interface CaptionStreamOptions {
  readonly meetingId: string;
  readonly settings: MeetingSettings;
  readonly journalFolder: string;
  readonly journalKey: Uint8Array | null;
  readonly startedAtMs: number;
  readonly terms: readonly string[];
  readonly roster: Roster;
  readonly isBot: (userId: string) => boolean;
  readonly desk: Pick<LiveDesk, 'openCaptions' | 'opus' | 'store' | 'clock' | 'log'>;
  readonly onEvent: (event: LiveEvent) => void;
  /** There are no captions any more; the recording goes on. */
  readonly onFault: (fault: MomError) => void;
}

/** One run of the live path: from the journal to captions. */
interface Run {
  readonly live: LiveMeeting;
  readonly stop: AbortController;
  readonly hearing: Promise<void>;
}

/** From when on each member's sound is wanted, epoch ms. */
export type Since = (userId: string) => number;

/** The captions of one call while it is recorded, however often they have to begin anew. */
export class CaptionStream {
  readonly #options: CaptionStreamOptions;
  readonly #written = new Bell();
  #engine: CaptionEngine | null = null;
  #run: Run | null = null;
  #zeroMs: number;
  #numberedTo = 0;
  #joinedAtMs = 0;
  #opening: Promise<void> = Promise.resolve();
  /** Number of the last start or stop. */
  #turn = 0;

  constructor(options: CaptionStreamOptions) {
    this.#options = options;
    this.#zeroMs = options.startedAtMs;
  }

  /** Epoch ms at which the times of captions begin. */
  get zeroMs(): number {
    return this.#zeroMs;
  }

  /** Epoch ms at which the call was joined last. */
  get joinedAtMs(): number {
    return this.#joinedAtMs;
  }

  get lagMs(): number {
    return this.#run?.live.lagMs ?? 0;
  }

  get engine(): string {
    return this.#engine?.description() ?? 'none';
  }

  /** The call was joined, for the first time or again. */
  joined(): void {
    this.#joinedAtMs = this.#options.desk.clock.now();
  }

  /** The journal has more. */
  wake(): void {
    this.#written.ring();
  }

  /** Goes on hearing as soon as the engine is open, which may take a download. Never throws: without it only readers miss something. */
  start(since: Since): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#opening = this.#opening.then(() => this.#open(since, turn));
    return this.#opening;
  }

  /** The journal has ended, or soon will: hears what was said until then, for up to `graceMs` altogether. */
  async finish(graceMs: number): Promise<void> {
    this.#turn += 1;
    const run = this.#run;
    if (!run) return;
    const { clock } = this.#options.desk;
    const beganAtMs = clock.now();
    const timer = new AbortController();
    const over = clock.delay(graceMs, timer.signal).catch(() => undefined); // aborted below
    await Promise.race([run.hearing, over]);
    timer.abort();
    await this.#close(run, Math.max(0, graceMs - (clock.now() - beganAtMs)));
  }

  /** Drops what is on its way. */
  async stop(): Promise<void> {
    this.#turn += 1;
    if (this.#run) await this.#close(this.#run, 0);
  }

  /** Something that was written in the call stands among its captions; gives its number back in the transcript. */
  async write({ userId, name }: Asker, text: string): Promise<void> {
    const { desk, meetingId } = this.#options;
    const startMs = Math.max(0, desk.clock.now() - this.#zeroMs);
    // Its length keeps the note in its place and out of everybody's talk time.
    const times = { startMs, endMs: startMs + 1 };
    const note = { trackId: NOTES_TRACK, speaker: userId, name, ...times, text, confidence: 1, language: null };
    if (this.#run) this.#run.live.write(note);
    else {
      const caption: Caption = { ...note, id: await this.#nextId(), isFinal: true };
      await desk.store.saveCaption(meetingId, caption);
      this.#options.onEvent({ type: 'caption-end', caption });
    }
  }

  /** Whoever was stopped before the engine was open stays stopped. */
  async #open(since: Since, turn: number): Promise<void> {
    const { meetingId, settings, desk, onFault } = this.#options;
    try {
      this.#engine ??= await desk.openCaptions(settings);
      if (turn !== this.#turn) return;
      const { language } = settings;
      const numberedTo = this.#numberedTo;
      const live = await this.#engine.transcription.openMeeting({ meetingId, language, numberedTo });
      const stop = new AbortController();
      void this.#tell(live);
      const run = { live, stop, hearing: this.#hearAll(live, since, stop.signal) };
      if (turn === this.#turn) this.#run = run;
      else await this.#close(run, 0);
    } catch (error: unknown) {
      desk.log.error({ err: error, meetingId }, 'no live captions');
      onFault(toMomError(error));
    }
  }

  async #nextId(): Promise<string> {
    const captions = await this.#options.desk.store.listCaptions(this.#options.meetingId);
    const numbers = captions.map(({ id }) => Number(id.slice(1)) || 0);
    this.#numberedTo = Math.max(this.#numberedTo, 0, ...numbers) + 1;
    return `s${this.#numberedTo}`;
  }

  async #close(run: Run, graceMs: number): Promise<void> {
    if (this.#run === run) this.#run = null;
    if (graceMs === 0) run.stop.abort();
    await run.live.close({ graceMs });
    run.stop.abort();
    await run.hearing;
    this.#numberedTo = Math.max(this.#numberedTo, run.live.numberedTo);
  }

  async #tell(live: LiveMeeting): Promise<void> {
    for await (const event of live.events()) this.#options.onEvent(event);
  }

  /** Never throws: whoever is recorded is recorded without captions too. */
  async #hearAll(live: LiveMeeting, since: Since, signal: AbortSignal): Promise<void> {
    const { desk, meetingId, onFault } = this.#options;
    try {
      await this.#hear(live, since, signal);
    } catch (error: unknown) {
      if (signal.aborted || isAbort(error)) return;
      desk.log.error({ err: error, meetingId }, 'live captions broke off');
      onFault(toMomError(error));
    }
  }

  async #hear(live: LiveMeeting, sinceMs: Since, signal: AbortSignal): Promise<void> {
    const { desk, journalFolder, journalKey, roster } = this.#options;
    const { clock, opus } = desk;
    const sound = await openJournalSound({
      ...{ folder: journalFolder, key: journalKey, clock, opus, signal, sinceMs, written: this.#written },
      joinedAtMs: this.#joinedAtMs,
      onName: (userId, name) => roster.know(userId, name),
    });
    this.#zeroMs = sound.zeroMs;
    const members: Promise<unknown>[] = [];
    for await (const track of sound.tracks) {
      const heard = this.#hearMember(live, track);
      heard.catch(() => undefined); // told below
      members.push(heard);
    }
    await Promise.all(members);
  }

  async #hearMember(live: LiveMeeting, { userId, pieces }: OpenTrack): Promise<void> {
    const { roster, terms, isBot } = this.#options;
    if (isBot(userId)) for await (const _ of pieces) return; // breaking off frees the others
    const name = roster.nameOf(userId);
    const prompt = terms.length > 0 ? { prompt: new SpeakerPrompt(terms) } : {};
    const track = live.openTrack({ trackId: trackIdOf(userId), speaker: { speaker: userId, name }, ...prompt });
    try {
      for await (const { startSample, pcm, lost } of pieces) {
        if (pcm.length === 0 && !lost) track.advance(startSample);
        else await track.push(startSample, pcm, lost);
      }
    } finally {
      await track.end();
    }
  }
}
