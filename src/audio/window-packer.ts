import { msOfSamples, type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { ChunkEnd } from '../domain/chunk.ts';
import { CUT_OVERLAP_MS, type SpeechWindow, type WindowPiece } from '../domain/speech-window.ts';
import { RECORDING_CHUNKS, type Span } from './chunker.ts';

type SpeechSpan = Extract<Span, { kind: 'speech' }>;
type PackedWindow = Omit<SpeechWindow, 'trackId'>;

/** Whisper hears 30 s; what is left of them is the silence that it expects after the last word. */
const MAX_WINDOW_SAMPLES = samplesOfMs(28_000);
/**
 * So long a pause ends a turn: what comes next is another thought, perhaps in another language, and Whisper writes a window in one. A mouth that
 * only thinks or breathes is back sooner, and its sentence stays whole.
 */
const CLOSING_PAUSE_MS = 3_000;
/** A lone "yes" is where Whisper invents most: less speech than this is heard together with what comes next, as long as that comes soon enough. */
const ENOUGH_SPEECH_MS = 1_500;
/** What comes later than this belongs to another part of the meeting, whose seats have read this one by then. */
const LONGEST_WAIT_MS = 120_000;
const HALF_OVERLAP_SAMPLES = samplesOfMs(CUT_OVERLAP_MS / 2);

/**
 * Packs the spans of one track (RECORDING_CHUNKS) into windows of at most 28 s. The pause between two spans is shortened to the sound kept around
 * them (0.6 s). The windows depend on the sound alone, so a resumed meeting finds the same ones.
 */
export class WindowPacker {
  #open: OpenWindow | null = null;

  /** Takes the next span of the track; gives the windows that can't grow any more. */
  push(span: Span): PackedWindow[] {
    if (span.kind === 'silence') return [];
    const open = this.#open;
    if (open && isCutBefore(open, span)) {
      this.#open = new OpenWindow(span, open.lastSpan);
      return [open.close(span)];
    }
    if (open && goesWith(open, span)) {
      open.add(span);
      return [];
    }
    this.#open = new OpenWindow(span);
    return open ? [open.close()] : [];
  }

  /** First sample of the window that may still grow; null when there is none. */
  get openSample(): number | null {
    return this.#open?.startSample ?? null;
  }

  /** No span will begin before this sample any more: gives the window that is complete by that, the same as the next span would. */
  settle(sample: number): PackedWindow[] {
    const open = this.#open;
    if (!open || !isOverBy(open, sample)) return [];
    this.#open = null;
    return [open.close()];
  }

  /** The track has ended. */
  flush(): PackedWindow[] {
    const open = this.#open;
    this.#open = null;
    return open ? [open.close()] : [];
  }
}

/** Both are one stretch of talk that was too long. */
const isCutBefore = ({ lastSpan }: OpenWindow, span: SpeechSpan): boolean =>
  lastSpan.end === 'full' && endOf(lastSpan) === span.startSample;

function goesWith(open: OpenWindow, span: SpeechSpan): boolean {
  if (open.sampleCount + span.pcm.length + HALF_OVERLAP_SAMPLES > MAX_WINDOW_SAMPLES) return false;
  return !isOverBy(open, span.startSample);
}

/** What begins at this sample or later is another window. */
function isOverBy(open: OpenWindow, sample: number): boolean {
  const pauseMs = msOfSamples(sample - endOf(open.lastSpan)) + 2 * RECORDING_CHUNKS.padMs;
  const isEnough = msOfSamples(open.speechSamples) >= ENOUGH_SPEECH_MS;
  return pauseMs >= (isEnough ? CLOSING_PAUSE_MS : LONGEST_WAIT_MS);
}

/** A window that may still grow. */
class OpenWindow {
  readonly #sounds: Pcm[] = [];
  readonly #pieces: WindowPiece[] = [];
  lastSpan: SpeechSpan;
  speechSamples = 0;
  sampleCount = 0;

  /** `before` was cut where `span` begins: its end is heard here too. */
  constructor(span: SpeechSpan, before?: SpeechSpan) {
    const again = before?.pcm.slice(-HALF_OVERLAP_SAMPLES);
    if (again) this.#append(again, span.startSample - again.length);
    this.lastSpan = span;
    this.add(span);
  }

  get startSample(): number {
    return this.#pieces[0]?.startSample ?? 0;
  }

  add(span: SpeechSpan): void {
    this.#append(span.pcm, span.startSample);
    this.speechSamples += span.speechSamples;
    this.lastSpan = span;
  }

  /** `next` goes on without a pause: its beginning is heard here too. */
  close(next?: SpeechSpan): PackedWindow {
    if (next) this.#append(next.pcm.slice(0, HALF_OVERLAP_SAMPLES), next.startSample);
    return {
      startSample: this.startSample,
      pcm: joined(this.#sounds, this.sampleCount),
      end: this.lastSpan.end satisfies ChunkEnd,
      speechSamples: this.speechSamples,
      pieces: this.#pieces,
    };
  }

  #append(pcm: Pcm, startSample: number): void {
    const last = this.#pieces.at(-1);
    if (last && last.startSample + last.sampleCount === startSample)
      this.#pieces[this.#pieces.length - 1] = { ...last, sampleCount: last.sampleCount + pcm.length };
    else this.#pieces.push({ offset: this.sampleCount, startSample, sampleCount: pcm.length });
    this.#sounds.push(pcm);
    this.sampleCount += pcm.length;
  }
}

const endOf = (span: SpeechSpan): number => span.startSample + span.pcm.length;

function joined(sounds: readonly Pcm[], sampleCount: number): Pcm {
  const pcm = new Float32Array(sampleCount);
  let offset = 0;
  for (const sound of sounds) {
    pcm.set(sound, offset);
    offset += sound.length;
  }
  return pcm;
}
