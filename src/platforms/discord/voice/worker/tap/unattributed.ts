import { type Frame, inSequence } from './frame.ts';

/** Of one source: 8 s of talk. */
const MAX_FRAMES = 400;
/** Sources at a time; more come only from somebody who means harm. */
const MAX_SOURCES = 64;
/** Op 5 is usually not much later than the sound, and a trial costs an opening per member. */
const TRIAL_PAUSE_MS = 100;
/** Of each source; one genuine frame is enough. */
const FRAMES_PER_TRIAL = 2;

interface Source {
  frames: Frame[];
  nextTrialMs: number;
}

/** Frames of sources that nobody has been named for yet. */
export class Unattributed {
  readonly #sources = new Map<number, Source>();
  readonly #lost: (packets: number) => void;

  constructor(lost: (packets: number) => void) {
    this.#lost = lost;
  }

  hold(frame: Frame): void {
    const source = this.#sources.get(frame.ssrc) ?? this.#create(frame);
    if (source && source.frames.length < MAX_FRAMES) source.frames.push(frame);
    else this.#lost(1);
  }

  /** All of a source, in order; they are held no longer. */
  take(ssrc: number): readonly Frame[] {
    const frames = this.#sources.get(ssrc)?.frames ?? [];
    this.#sources.delete(ssrc);
    return inSequence(frames);
  }

  /** A new member or key: trials that failed may succeed. */
  encourage(): void {
    for (const source of this.#sources.values()) source.nextTrialMs = Math.min(source.nextTrialMs, 0);
  }

  /** Sources whose turn it is, with the frames to try; all of them at the end of time. */
  *trials(nowMs: number): Generator<{ readonly ssrc: number; readonly frames: readonly Frame[] }> {
    for (const [ssrc, source] of [...this.#sources]) {
      const settledMs = nowMs - (source.frames[0]?.arrivalMs ?? nowMs);
      if (nowMs < source.nextTrialMs || settledMs < TRIAL_PAUSE_MS) continue;
      if (Number.isFinite(nowMs)) source.nextTrialMs = nowMs + TRIAL_PAUSE_MS;
      yield { ssrc, frames: inSequence(source.frames).slice(0, FRAMES_PER_TRIAL) };
    }
  }

  sweep(nowMs: number, giveUpMs: number): void {
    for (const [ssrc, source] of [...this.#sources]) {
      const kept = source.frames.filter(({ arrivalMs }) => nowMs - arrivalMs < giveUpMs);
      if (kept.length < source.frames.length) this.#lost(source.frames.length - kept.length);
      source.frames = kept;
      if (kept.length === 0) this.#sources.delete(ssrc);
    }
  }

  end(): void {
    const packets = [...this.#sources.values()].reduce((sum, { frames }) => sum + frames.length, 0);
    if (packets > 0) this.#lost(packets);
    this.#sources.clear();
  }

  #create(frame: Frame): Source | null {
    if (this.#sources.size === MAX_SOURCES) return null;
    const source = { frames: [], nextTrialMs: frame.arrivalMs };
    this.#sources.set(frame.ssrc, source);
    return source;
  }
}
