import type { TranscriptionRequest } from '../../ports/transcriber.ts';
import type { Endpoint } from './endpoint.ts';

/** Groq refuses a longer prompt with 400; Whisper reads the last 224 tokens of it only. */
const LONGEST_PROMPT_BYTES = 896;

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The multipart form that asks a host for this chunk, in its dialect. */
export function toForm(endpoint: Endpoint, request: TranscriptionRequest, wav: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.set('file', new Blob([wav], { type: 'audio/wav' }), 'chunk.wav');
  const fields = { ...commonFields(request), ...dialectFields(endpoint, request) };
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  }
  return form;
}

function commonFields({ temperature, prompt }: TranscriptionRequest): Fields {
  const words = lastBytes(prompt ?? '');
  return {
    response_format: 'verbose_json',
    temperature: String(fraction(temperature)),
    ...(words === '' ? {} : { prompt: words }),
  };
}

function dialectFields({ kind, model }: Endpoint, request: TranscriptionRequest): Fields {
  const { language, translate, wantsLanguageProbability } = request;
  if (kind === 'whisper-server') {
    return {
      // Left out, it would be the server's own choice, English as a rule.
      language: language ?? 'auto',
      // Costs another run of the encoder.
      no_language_probabilities: String(language !== null || !wantsLanguageProbability),
      ...(translate ? { translate: 'true' } : {}),
      // Left out, segments end after 60 characters, in the middle of words.
      max_len: '10000',
      split_on_word: 'true',
    };
  }
  return {
    ...(model ? { model } : {}),
    ...(language ? { language } : {}),
    'timestamp_granularities[]': ['word', 'segment'],
  };
}

const fraction = (value = 0): number => (Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, value)));

function lastBytes(text: string): string {
  const tail = Buffer.from(text.trim()).subarray(-LONGEST_PROMPT_BYTES).toString();
  // The cut may have gone through a character.
  return tail.replace(/^\uFFFD+/, '');
}
