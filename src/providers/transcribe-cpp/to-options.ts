import type { Capabilities, FamilyExtension, TranscribeOptions } from 'transcribe-cpp';
import { MomError } from '../../errors.ts';
import type { TranscriptionRequest } from '../../ports/transcriber.ts';

/** What is known of the loaded model. */
export interface LoadedModel {
  readonly isWhisper: boolean;
  readonly capabilities: Pick<Capabilities, 'languages' | 'supportsLanguageDetect' | 'maxTimestampKind'>;
  /** Whether the model's vocabulary can write this text; one that it can't ends the run with a misleading error. */
  readonly canTokenize: (text: string) => boolean;
}

/** Characters: Whisper reads the last 224 tokens only. */
const LONGEST_PROMPT = 1_000;

/**
 * A request in the engine's words.
 *
 * @throws MomError stt_language
 */
export function toOptions(request: TranscriptionRequest, model: LoadedModel): TranscribeOptions {
  const language = languageFor(request.language, model);
  return {
    timestamps: model.capabilities.maxTimestampKind === 'token' ? 'word' : 'auto',
    ...(language === null ? {} : { language }),
    ...(model.isWhisper ? { family: whisperFamily(request, model) } : {}),
  };
}

function languageFor(wanted: string | null, { capabilities }: LoadedModel): string | null {
  const { languages } = capabilities;
  if (wanted !== null && languages.length > 0 && !languages.includes(wanted))
    throw new MomError('stt_language', `the model does not understand "${wanted}", only ${languages.join(', ')}`);
  if (wanted !== null) return languages.length > 0 ? wanted : null;
  return languages.length === 1 ? (languages[0] ?? null) : null;
}

function whisperFamily(request: TranscriptionRequest, model: LoadedModel): FamilyExtension {
  const prompt = request.prompt?.slice(-LONGEST_PROMPT) ?? '';
  const isUsable = prompt !== '' && model.canTokenize(prompt);
  return {
    kind: 'whisper',
    conditionOnPrevTokens: false,
    ...(request.temperature === undefined ? {} : { temperature: Math.min(1, Math.max(0, request.temperature)) }),
    ...(isUsable ? { initialPrompt: prompt } : {}),
  };
}
