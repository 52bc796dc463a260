import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { ChunkMode, MeetingSettings } from '../domain/meeting.ts';
import { MomError } from '../errors.ts';
import { AUTO_TEMPLATE, templateIds } from '../minutes/index.ts';

export interface SettingOptions {
  readonly language?: string;
  readonly model?: string;
  readonly template?: string;
  /** Language of a second layer. */
  readonly translate?: string;
}

/**
 * What was asked for, else what is configured. A model file is kept by its whole path, so that a resume from another folder finds it.
 *
 * @throws MomError usage
 */
export function meetingSettings(config: Config, chunkMode: ChunkMode, options: SettingOptions): MeetingSettings {
  const { template = 'general' } = options;
  if (!templateIds.includes(template)) {
    const named = templateIds.filter((id) => id !== AUTO_TEMPLATE).join(', ');
    const sentence = `There is no template "${template}"; known are ${named}, and ${AUTO_TEMPLATE}, which goes by the words.`;
    throw new MomError('usage', sentence);
  }
  if (options.translate !== undefined && options.translate !== 'en')
    throw new MomError('usage', `Whisper translates into English (en) only, not into "${options.translate}".`);
  const finalModel = options.model ?? config.WHISPER_FINAL_MODEL;
  return {
    chunkMode,
    language: options.language ?? config.WHISPER_LANGUAGE ?? null,
    model: wholePath(options.model ?? config.WHISPER_MODEL),
    ...(finalModel ? { finalModel: wholePath(finalModel) } : {}),
    ...(options.translate ? { translateTo: options.translate } : {}),
    template,
    scope: 'local',
  };
}

const wholePath = (model: string): string =>
  statSync(model, { throwIfNoEntry: false })?.isFile() ? resolve(model) : model;
