import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Secret } from './domain/secret.ts';
import { MomError } from './errors.ts';

/** Folder that holds package.json. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

const secretNames = [
  'GROQ_API_KEY',
  'OPENROUTER_API_KEY',
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'API_TOKENS',
  'WHISPER_API_KEY',
  'LOCAL_LLM_API_KEY',
] as const;
export type SecretName = (typeof secretNames)[number];

/** "" counts as not set: an empty line of .env.example must not switch anything on. */
const unset = (value: unknown): unknown => (value === '' ? undefined : value);
const text = z.preprocess(unset, z.string().optional());
/** Relative paths count from the project's folder, where .env lies, not from wherever `mom` is called. */
const path = z.preprocess(
  unset,
  z
    .string()
    .transform((text) => resolve(projectRoot, text))
    .optional(),
);
const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const whole = (min: number, max: number, fallback: number) =>
  z.preprocess(unset, wholeNumber(min, max).default(fallback));
const wholeOrAuto = (min: number, max: number) =>
  z.preprocess((value) => (value === 'auto' ? undefined : unset(value)), wholeNumber(min, max).optional());
const money = z.preprocess(
  unset,
  z.coerce.number({ error: 'must be an amount in US dollars' }).min(0, { error: 'must not be negative' }).optional(),
);
const baseUrl = z.preprocess(unset, z.url({ protocol: /^https?$/ }).optional());

const environmentSchema = z.object({
  DATA_DIR: path,
  MODELS_DIR: path,
  WHISPER_MODEL: z.preprocess(unset, z.string().default('base').transform(modelPath)),
  WHISPER_FINAL_MODEL: z.preprocess(unset, z.string().transform(modelPath).optional()),
  WHISPER_URL: text,
  WHISPER_ENGINE: z.preprocess(unset, z.enum(['auto', 'whisper.cpp', 'transcribe.cpp']).default('auto')),
  WHISPER_LANGUAGE: text,
  WHISPER_WORKERS: wholeOrAuto(1, 64),
  WHISPER_THREADS: wholeOrAuto(1, 256),
  WHISPER_TIMEOUT_MS: whole(1_000, 3_600_000, 120_000),
  WHISPER_IDLE_MS: whole(1_000, 86_400_000, 300_000),
  WHISPER_GPU: z.preprocess(unset, z.stringbool().default(false)),
  MAX_MEETING_HOURS: whole(8, 24, 12),
  MAX_RECORDING_HOURS: whole(1, 48, 12),
  MAX_RECORDING_MB: whole(1, 1_000_000, 4_096),
  ZERO_EGRESS: z.preprocess(unset, z.stringbool().default(false)),
  TIME_ZONE: z.preprocess(unset, z.string().refine(isTimeZone, 'is not a time zone like Europe/Berlin').optional()),
  PDF_FONT: path,
  HOST: z.preprocess(unset, z.string().default('localhost')),
  PORT: whole(0, 65_535, 8000),
  LOG_LEVEL: z.preprocess(
    (value) => (typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined),
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  BUDGET_MEETING_USD: money,
  BUDGET_DAY_USD: money,
  BUDGET_MONTH_USD: money,
  BUDGET_GUILD_MONTH_USD: money,
  GROQ_MODEL: text,
  GROQ_MODEL_2: text,
  OPENROUTER_MODEL: text,
  OPENROUTER_MODEL_2: text,
  OPENROUTER_MODEL_3: text,
  LOCAL_LLM_URL: baseUrl,
  LOCAL_LLM_MODEL: text,
  SEAT_WEIGHTS: z.preprocess(unset, z.stringbool().default(true)),
  MINUTES_MODE: z.preprocess(unset, z.enum(['auto', 'local', 'fast', 'pair', 'council']).default('auto')),
  MINUTES_DEADLINE_MS: whole(1_000, 600_000, 45_000),
  GROQ_TOKENS_PER_MINUTE: whole(1_000, 100_000_000, 8_000),
  LLM_REQUESTS_PER_MINUTE: whole(1, 100_000, 30),
  GROQ_BASE_URL: baseUrl,
  OPENROUTER_BASE_URL: baseUrl,
  DISCORD_API_URL: baseUrl,
  SLACK_API_URL: baseUrl,
});

export interface Config extends Readonly<Omit<z.infer<typeof environmentSchema>, 'DATA_DIR' | 'MODELS_DIR'>> {
  readonly dataDir: string;
  /** Where models are looked for, in this order. */
  readonly modelFolders: readonly string[];
  /** Where downloads go. */
  readonly modelCache: string;
  readonly secrets: Readonly<Partial<Record<SecretName, Secret>>>;
}

/**
 * The whole configuration in one pass.
 *
 * @throws MomError config_invalid, naming every fault at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message}, got ${shown(environment, issue.path)}`,
      );
  const secrets = readSecrets(environment, faults);
  if (!parsed.success || faults.length > 0)
    throw new MomError('config_invalid', `The configuration has faults: ${faults.join('; ')}.`);
  const { DATA_DIR, MODELS_DIR, ...rest } = parsed.data;
  const modelCache = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ai-mom', 'models');
  const modelFolders = [
    MODELS_DIR,
    join(projectRoot, 'models'),
    join(projectRoot, '..', 'shared', 'models'),
    modelCache,
  ];
  return Object.freeze({
    ...rest,
    dataDir: DATA_DIR ?? join(projectRoot, 'data'),
    modelFolders: modelFolders.filter((path) => path !== undefined),
    modelCache,
    secrets,
  });
}

/** A secret stands in NAME, or in the file that NAME_FILE names (Docker and systemd secrets). */
function readSecrets(environment: Readonly<Record<string, string | undefined>>, faults: string[]): Config['secrets'] {
  const secrets: Partial<Record<SecretName, Secret>> = {};
  for (const name of secretNames) {
    const value = environment[name]?.trim() || secretFromFile(name, environment[`${name}_FILE`], faults);
    if (value) secrets[name] = new Secret(value);
  }
  return secrets;
}

function secretFromFile(name: SecretName, file: string | undefined, faults: string[]): string | undefined {
  if (!file) return undefined;
  try {
    return readFileSync(resolve(projectRoot, file), 'utf8').trim();
  } catch (error: unknown) {
    faults.push(`${name}_FILE: ${file} can't be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

function shown(environment: Readonly<Record<string, string | undefined>>, path: readonly PropertyKey[]): string {
  return JSON.stringify(environment[String(path[0])] ?? null);
}

/** A name stays a name; a path counts from the project's folder. */
function modelPath(nameOrPath: string): string {
  return nameOrPath.includes('/') ? resolve(projectRoot, nameOrPath) : nameOrPath;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
