import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import type { TranscriptionRequest } from '../../ports/transcriber.ts';
import type { NativeParameters } from './native-engine.ts';
import type { WhisperInit } from './whisper-init.ts';

const GREEDY = 0;
const BEAM_SEARCH = 1;
/** WHISPER_MAX_DECODERS */
const MOST_DECODERS = 8;
/** Candidates when a first decoding failed and the temperature is raised: whisper.cpp's and OpenAI's default. */
const BEST_OF = 5;
/** Characters. Whisper reads the last 224 tokens only, and whisper.cpp's tokenizer overflows its stack on endless words. */
const LONGEST_PROMPT = 1_000;
/** The encoder has 50 positions for a second. */
const SAMPLES_PER_POSITION = SAMPLE_RATE_HZ / 50;
/** Room after the speech; with less Whisper repeats itself. */
const SPARE_POSITIONS = 128;

/**
 * Parameters of whisper_full() for one chunk.
 *
 * @param samples Length of what whisper.cpp gets, padding included.
 * @throws MomError stt_language, for a language that an English model can't read
 */
export function toParameters(request: TranscriptionRequest, samples: number, init: WhisperInit): NativeParameters {
  const beamSize = Math.round(within(1, MOST_DECODERS, request.beamSize));
  return {
    strategy: beamSize > 1 ? BEAM_SEARCH : GREEDY,
    beam_size: beamSize,
    best_of: BEST_OF,
    temperature: within(0, 1, request.temperature),
    n_threads: init.threads,
    audio_ctx: request.fullContext ? 0 : audioContext(samples, init.model.audioContext),
    language: language(request.language, init.model.isMultilingual),
    ...(request.prompt ? { initial_prompt: request.prompt.slice(-LONGEST_PROMPT) } : {}),
    translate: request.translate ?? false,
    no_context: true,
    suppress_blank: true,
    token_timestamps: true,
    print_special: false,
    print_progress: false,
    print_realtime: false,
    print_timestamps: false,
    format: 'detail',
  };
}

/** `least` for what is not given or no number. */
function within(least: number, most: number, value = least): number {
  return Number.isNaN(value) ? least : Math.min(most, Math.max(least, value));
}

function audioContext(samples: number, most: number): number {
  return Math.min(most, Math.ceil(samples / SAMPLES_PER_POSITION) + SPARE_POSITIONS);
}

/** "auto" on an English model reads its probabilities of languages that it does not have. */
function language(wanted: string | null, isMultilingual: boolean): string {
  if (isMultilingual) return wanted ?? 'auto';
  if (wanted === null || wanted === 'en') return 'en';
  throw new MomError('stt_language', `the model understands English only, not "${wanted}"`);
}
