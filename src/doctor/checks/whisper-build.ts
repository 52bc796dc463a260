import { join } from 'node:path';
import { z } from 'zod';
import type { DoctorFacts } from '../doctor-facts.ts';

const schema = z.object({
  version: z.string(),
  march: z.string(),
  arch: z.string(),
  features: z.array(z.string()),
  whisper: z.string().nullish(),
  backend: z.string().default('cpu'),
  tinyBlas: z.boolean().default(false),
  openMp: z.boolean().default(false),
  /** Why it is not what this machine was meant to have. */
  fellBack: z.string().nullish(),
});

/** What the set-up has written about the engine that it compiled. */
export type WhisperBuild = z.infer<typeof schema>;

const BUILD_FOLDER = ['node_modules', 'smart-whisper', 'build'];

/** The compiled engine itself. */
export const addonPath = (projectRoot: string): string =>
  join(projectRoot, ...BUILD_FOLDER, 'Release', 'smart-whisper.node');

/** Null when nothing was compiled here, or the record is unreadable. */
export async function readWhisperBuild({ projectRoot, readText }: DoctorFacts): Promise<WhisperBuild | null> {
  const text = await readText(join(projectRoot, ...BUILD_FOLDER, 'mom-build.json'));
  try {
    return schema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
