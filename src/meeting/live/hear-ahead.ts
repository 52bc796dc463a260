import { type Pcm, samplesOfMs } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import { isAbort } from '../../errors.ts';
import type { SpeakerSegmenter } from '../../ports/speaker-segmenter.ts';
import { fillSilence, noteLosses, type OpenTrack } from '../../recording/index.ts';
import type { MeetingPorts } from '../meeting-run.ts';
import { VoiceChecks } from '../voice-checks.ts';
import { AheadTrack } from './ahead-track.ts';
import { AheadWindows } from './ahead-windows.ts';
import { openJournalSound } from './journal-sound.ts';
import type { LiveDesk } from './live-desk.ts';
import type { Roster } from './roster.ts';
import { soFar } from './so-far.ts';
import { trackIdOf } from './track-id.ts';

export interface HearAheadOptions {
  readonly meetingId: string;
  readonly title: string;
  readonly settings: MeetingSettings;
  readonly startedAtMs: number;
  readonly journalFolder: string;
  readonly journalKey: Uint8Array | null;
  readonly roster: Pick<Roster, 'nameOf'>;
  readonly isBot: (userId: string) => boolean;
  /** How far captions are behind, ms. */
  readonly lagMs: () => number;
  /** A member's track holds several voices. */
  readonly onSeveralVoices: (userId: string) => void;
  readonly desk: Pick<LiveDesk, 'openPorts' | 'opus' | 'store' | 'heard' | 'glossary' | 'seatsRead' | 'clock' | 'log'>;
}

/** What a member's track is heard with. */
interface MemberEars extends Pick<MeetingPorts, 'voiceActivity'> {
  /** Null where nothing tells voices apart. */
  readonly checks: VoiceChecks | null;
}

/** Sound that is held back (until its key or its sender is known) has come by then. */
const BEHIND_MS = 20_000;
const LOOK_EVERY_MS = 2_000;
/** How often the seats get what is final by then. */
const READ_EVERY_MS = 60_000;

interface Run {
  readonly stop: AbortController;
  readonly hearing: Promise<void>;
}

/**
 * The final pass of a call, begun while people talk: windows that are complete are transcribed then, so that at the end only the last minute
 * is left, and the seats read what is final. Captions go before. Whatever goes wrong here is done at the end instead.
 */
export class HearAhead {
  readonly #options: HearAheadOptions;
  #run: Run | null = null;

  constructor(options: HearAheadOptions) {
    this.#options = options;
  }

  /** Begins at the journal's start; what was heard before, and still sounds the same, costs nothing. */
  start(joinedAtMs: number): void {
    if (this.#run) return;
    const stop = new AbortController();
    this.#run = { stop, hearing: this.#hearAll(joinedAtMs, stop.signal) };
  }

  /** Drops what is under way. */
  async stop(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    run?.stop.abort();
    await run?.hearing;
  }

  /** Takes away what was heard after `fromMs` (meeting time). Only while it is stopped. @throws MomError store_failed */
  async forgetAfter(fromMs: number): Promise<void> {
    const { desk, meetingId } = this.#options;
    await desk.heard.remove(meetingId, samplesOfMs(fromMs));
    await desk.seatsRead.forget(meetingId);
  }

  /** Never throws: the final pass hears everything that is missing here. */
  async #hearAll(joinedAtMs: number, signal: AbortSignal): Promise<void> {
    const { desk, settings, meetingId } = this.#options;
    try {
      const ports = await desk.openPorts(settings);
      // A window takes the only worker for seconds, and captions would wait for it.
      if (ports.transcriber.concurrency > 1) await this.#hear(ports, joinedAtMs, signal);
    } catch (error: unknown) {
      if (signal.aborted || isAbort(error)) return;
      desk.log.warn({ err: error, meetingId }, 'the final pass waits for the end of the call');
    }
  }

  async #hear(ports: MeetingPorts, joinedAtMs: number, outer: AbortSignal): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([outer, over.signal]);
    const { clock, opus } = this.#options.desk;
    const { journalFolder: folder, journalKey: key } = this.#options;
    const sound = await openJournalSound({
      ...{ folder, key, clock, opus, signal, joinedAtMs },
      ...{ behindMs: BEHIND_MS, pollMs: LOOK_EVERY_MS, sinceMs: () => 0, onName: () => undefined },
    });
    const windows = await AheadWindows.open(this.#options, ports, signal);
    const checks = ports.segmenter ? this.#voiceChecks(windows, ports.segmenter) : null;
    const ears = { voiceActivity: ports.voiceActivity, checks };
    const tracks: AheadTrack[] = [];
    const reading = this.#letRead(windows, tracks, signal);
    try {
      const members: Promise<void>[] = [];
      for await (const track of sound.tracks) {
        const member = this.#hearMember(track, tracks, windows, ears);
        member.catch((reason: unknown) => over.abort(reason)); // told below, by the sound that ends
        members.push(member);
      }
      await Promise.all(members);
    } finally {
      over.abort();
      await reading;
    }
  }

  async #hearMember(
    { userId, pieces }: OpenTrack,
    tracks: AheadTrack[],
    windows: AheadWindows,
    { voiceActivity, checks }: MemberEars,
  ): Promise<void> {
    const { isBot, roster, onSeveralVoices } = this.#options;
    if (isBot(userId)) for await (const _ of pieces) return; // breaking off frees the others
    const speaker = { speaker: userId, name: roster.nameOf(userId) };
    const lost: LostSound[] = [];
    const voices = checks?.open(() => onSeveralVoices(userId)) ?? null;
    const track = new AheadTrack({ trackId: trackIdOf(userId), speaker }, windows, lost, voices);
    tracks.push(track);
    await track.hear(fillSilence(noteLosses(pieces, lost)), voiceActivity.detector());
  }

  #voiceChecks(windows: AheadWindows, segmenter: SpeakerSegmenter): VoiceChecks {
    const { desk, meetingId } = this.#options;
    const segment = async (window: Pcm) => {
      await windows.calm();
      return await segmenter.segment(window, windows.signal);
    };
    return new VoiceChecks({ meetingId, segment, signal: windows.signal, log: desk.log });
  }

  /** Now and then, until the signal. */
  async #letRead(windows: AheadWindows, tracks: readonly AheadTrack[], signal: AbortSignal): Promise<void> {
    const { desk, meetingId, title, startedAtMs, settings } = this.#options;
    while (!signal.aborted) {
      await desk.clock.delay(READ_EVERY_MS, signal).catch(() => undefined); // aborted: the loop ends
      if (signal.aborted || !desk.seatsRead.isWanted) continue;
      try {
        const transcript = await soFar({ meetingId, settings, tracks, windows: windows.results }, desk);
        await desk.seatsRead.read({ meetingId, title, startedAtMs, settings, transcript });
      } catch (error: unknown) {
        if (!signal.aborted) desk.log.warn({ err: error, meetingId }, 'the seats wait for the end of the call');
      }
    }
  }
}
