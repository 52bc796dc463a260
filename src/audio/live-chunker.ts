import { type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { LivePiece, LiveSpeech } from '../domain/live-piece.ts';
import { VAD_WINDOW_SAMPLES } from '../ports/voice-activity.ts';
import type { AudioWindow } from './audio-window.ts';
import { Chunker, LIVE_CHUNKS, type Span } from './chunker.ts';

/** Speech that was cut because it was full is heard again for this long: a word on the cut is whole on one side. */
const OVERLAP_MS = 200;
/** A silence of this length ends an utterance, as it does in the transcript (assemble-transcript.ts). */
const REST_MS = 1_000;
/** What is kept of a silence that nobody recorded: as much as stands before the speech in a chunk. */
const LEAD_WINDOWS = Math.ceil(samplesOfMs(LIVE_CHUNKS.padMs) / VAD_WINDOW_SAMPLES);
const SILENT_WINDOW: AudioWindow = { pcm: new Float32Array(VAD_WINDOW_SAMPLES), hasSpeech: false };
const NOTHING: Pcm = new Float32Array(0);

/** Speech before anybody has noted when it came. */
export type UntimedPiece = Exclude<LivePiece, LiveSpeech> | Omit<LiveSpeech, 'arrivedAtMs'>;

/** Cuts a track while it is spoken: chunks of at most `maxChunkMs`, what must be told between them, silences of any length for nothing. */
export class LiveChunker {
  readonly #chunker: Chunker;
  readonly #overlapSamples = samplesOfMs(OVERLAP_MS);
  /** The end of the last chunk, when that was cut because it was full. */
  #tail = NOTHING;
  #tailEnd = -1;
  #quietSamples = 0;
  /** Nothing is left to be told about the silence. */
  #isResting = true;
  #owesPause = false;

  constructor(maxChunkMs: number) {
    this.#chunker = new Chunker({ ...LIVE_CHUNKS, maxChunkMs: maxChunkMs - OVERLAP_MS });
  }

  push(window: AudioWindow): UntimedPiece[] {
    if (window.hasSpeech) this.#isResting = false;
    this.#quietSamples = window.hasSpeech ? 0 : this.#quietSamples + window.pcm.length;
    const pieces = this.#toPieces(this.#chunker.push(window));
    return [...pieces, ...this.#tellSilence()];
  }

  /** Windows in which nothing was recorded. */
  skip(windows: number): UntimedPiece[] {
    const pieces: UntimedPiece[] = [];
    let left = windows;
    for (; left > 0 && !this.#isResting; left--) pieces.push(...this.push(SILENT_WINDOW));
    const unheard = Math.max(left - LEAD_WINDOWS, 0);
    if (unheard > 0) this.#chunker.skip(unheard * VAD_WINDOW_SAMPLES);
    for (left -= unheard; left > 0; left--) pieces.push(...this.push(SILENT_WINDOW));
    return pieces;
  }

  /** The track has ended. */
  flush(): UntimedPiece[] {
    return [...this.#toPieces(this.#chunker.flush()), { kind: 'rest' }];
  }

  #toPieces(spans: readonly Span[]): UntimedPiece[] {
    return spans.filter((span) => span.kind === 'speech').map((span) => this.#withOverlap(span));
  }

  #withOverlap({ startSample, pcm, end, speechSamples }: Extract<Span, { kind: 'speech' }>): UntimedPiece {
    const overlap = startSample === this.#tailEnd ? this.#tail : NOTHING;
    const isFull = end === 'full';
    this.#tail = isFull ? pcm.slice(-this.#overlapSamples) : NOTHING;
    this.#tailEnd = isFull ? startSample + pcm.length : -1;
    this.#owesPause = isFull;
    return {
      kind: 'speech',
      startSample: startSample - overlap.length,
      pcm: joinPcm(overlap, pcm),
      end,
      speechSamples,
      overlapSamples: overlap.length,
    };
  }

  #tellSilence(): UntimedPiece[] {
    const pieces: UntimedPiece[] = [];
    if (this.#owesPause && this.#quietSamples >= samplesOfMs(LIVE_CHUNKS.pauseMs)) {
      this.#owesPause = false;
      pieces.push({ kind: 'pause' });
    }
    if (!this.#isResting && this.#quietSamples >= samplesOfMs(REST_MS)) {
      this.#isResting = true;
      pieces.push({ kind: 'rest' });
    }
    return pieces;
  }
}

function joinPcm(head: Pcm, tail: Pcm): Pcm {
  if (head.length === 0) return tail;
  const joined = new Float32Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
