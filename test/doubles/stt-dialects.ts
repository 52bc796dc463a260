import { SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';

export type SttDialect = 'whisper-server' | 'openai' | 'groq';

/** What a request carried. */
export interface SttForm {
  /** Text fields; every value of each. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly audio: Buffer;
  readonly fileName: string;
}

interface Rules {
  readonly path: string;
  readonly healthPath: string;
  readonly needsKey: boolean;
  readonly models: readonly string[];
  readonly fields: readonly string[];
}

const serviceFields = ['model', 'language', 'prompt', 'response_format', 'temperature', 'timestamp_granularities[]'];

export const dialects: Record<SttDialect, Rules> = {
  'whisper-server': {
    path: '/inference',
    healthPath: '/health',
    needsKey: false,
    models: [],
    fields: [
      'response_format',
      'temperature',
      'language',
      'prompt',
      'no_language_probabilities',
      'max_len',
      'split_on_word',
    ],
  },
  openai: {
    path: '/v1/audio/transcriptions',
    healthPath: '/v1/models',
    needsKey: true,
    models: ['whisper-1'],
    fields: serviceFields,
  },
  groq: {
    path: '/openai/v1/audio/transcriptions',
    healthPath: '/openai/v1/models',
    needsKey: true,
    models: ['whisper-large-v3-turbo', 'whisper-large-v3'],
    fields: serviceFields,
  },
};

/** What the service would refuse with 400; null when it takes the request. */
export function complaintAbout(dialect: SttDialect, { fields, audio, fileName }: SttForm): string | null {
  const rules = dialects[dialect];
  const one = (name: string): string | undefined => fields[name]?.[0];
  const temperature = Number(one('temperature') ?? 0);
  const language = one('language');
  const unknown = Object.keys(fields).find((name) => !rules.fields.includes(name));
  if (unknown !== undefined) return `unknown field ${unknown}`;
  if (fileName === '') return 'the file has no name';
  if (one('response_format') !== 'verbose_json') return 'response_format must be verbose_json';
  if (!(temperature >= 0 && temperature <= 1)) return 'temperature must be 0 to 1';
  if (language !== undefined && !/^(?:auto|[a-z]{2,3})$/.test(language)) return 'language is no ISO code';
  return (dialect === 'whisper-server' ? serverComplaint(one) : serviceComplaint(dialect, fields)) ?? wavFault(audio);
}

/** Neither of these is an error there; without them it takes English for granted and cuts words at 60 characters. */
function serverComplaint(one: (name: string) => string | undefined): string | null {
  if (one('language') === undefined) return 'language is left to the server';
  return Number(one('max_len') ?? 0) < 1_000 ? 'words would be cut at 60 characters' : null;
}

function serviceComplaint(dialect: 'openai' | 'groq', fields: SttForm['fields']): string | null {
  const [model] = fields['model'] ?? [];
  const granularities = fields['timestamp_granularities[]'] ?? [];
  if (!model || !dialects[dialect].models.includes(model)) return `the model ${model} does not exist`;
  if (fields['language']?.[0] === 'auto') return 'language is no ISO code';
  if (!granularities.every((name) => name === 'word' || name === 'segment')) return 'timestamp_granularities is wrong';
  const characters = fields['prompt']?.[0]?.length ?? 0;
  if (dialect !== 'groq' || characters <= 896) return null;
  return `prompt length must be 896 characters or fewer, but provided prompt contains ${characters} characters`;
}

const HEADER_BYTES = 44;

/** A WAV file of the plainest kind and nothing else: mono, 16 kHz, 16 bit, sizes that fit. */
function wavFault(audio: Buffer): string | null {
  if (audio.length < HEADER_BYTES) return 'the file is no WAV';
  const names = [audio.toString('latin1', 0, 4), audio.toString('latin1', 8, 16), audio.toString('latin1', 36, 40)];
  if (names.join() !== 'RIFF,WAVEfmt ,data') return 'the file is no WAV';
  if (audio.readUInt32LE(4) !== audio.length - 8 || audio.readUInt32LE(40) !== audio.length - HEADER_BYTES)
    return 'the sizes in the WAV header are wrong';
  const format = [16, 20, 22, 24, 28, 32, 34].map((at) =>
    at === 16 || at === 24 || at === 28 ? audio.readUInt32LE(at) : audio.readUInt16LE(at),
  );
  if (format.join() !== [16, 1, 1, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ * 2, 2, 16].join())
    return 'the WAV is not 16-bit mono at 16 kHz';
  return audio.length - HEADER_BYTES < SAMPLE_RATE_HZ * 2 * 0.01 ? 'the audio is too short' : null;
}

/** Seconds of sound, by its samples. */
export const secondsOf = (audio: Buffer): number => (audio.length - HEADER_BYTES) / 2 / SAMPLE_RATE_HZ;

export const hasSound = (audio: Buffer): boolean => audio.subarray(HEADER_BYTES).some((byte) => byte !== 0);

/** A transcription as the dialect writes it: one segment over the whole, its words spread evenly. */
export function answerIn(dialect: SttDialect, text: string, seconds: number): unknown {
  const texts = text === '' ? [] : text.split(' ');
  const words = texts.map((word, index) => ({
    word,
    start: (index * seconds) / texts.length,
    end: ((index + 1) * seconds) / texts.length,
  }));
  const segment = { id: 0, start: 0, end: seconds, text: ` ${text}`, avg_logprob: -0.1, no_speech_prob: 0.01 };
  const head = { task: 'transcribe', language: dialect === 'groq' ? 'English' : 'english', duration: seconds, text };
  if (dialect === 'whisper-server')
    return { ...head, segments: text === '' ? [] : [{ ...segment, words: words.flatMap(toTokens), tokens: [] }] };
  const plain = words.map((word) => ({ ...word, word: word.word.replaceAll(/[.,!?]/g, '') }));
  return { ...head, segments: text === '' ? [] : [{ ...segment, compression_ratio: 1.1, seek: 0 }], words: plain };
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** whisper.cpp's "words" are tokens, the first of a word with a space in front. */
function toTokens({ word, start, end }: Word): readonly unknown[] {
  const middle = (start + end) / 2;
  const half = Math.ceil(word.length / 2);
  const tokens = [
    { word: ` ${word.slice(0, half)}`, start, end: middle, t_dtw: -1, probability: 0.9 },
    { word: word.slice(half), start: middle, end, t_dtw: -1, probability: 0.8 },
  ];
  return tokens.filter((token) => token.word !== '');
}
