import type { Secret } from '../domain/secret.ts';
import type { Clock } from '../ports/clock.ts';
import type { ModelLibrary } from '../ports/model-library.ts';

/** The part of the configuration that the doctor looks at. */
export interface DoctorConfig {
  readonly dataDir: string;
  readonly modelCache: string;
  readonly WHISPER_MODEL: string;
  readonly WHISPER_FINAL_MODEL?: string | undefined;
  readonly WHISPER_GPU: boolean;
  readonly GROQ_BASE_URL?: string | undefined;
  readonly OPENROUTER_BASE_URL?: string | undefined;
  readonly DISCORD_API_URL?: string | undefined;
  readonly SLACK_API_URL?: string | undefined;
  readonly secrets: Readonly<Partial<Record<DoctorSecretName, Secret>>>;
}

export type DoctorSecretName =
  | 'GROQ_API_KEY'
  | 'OPENROUTER_API_KEY'
  | 'DISCORD_TOKEN'
  | 'SLACK_BOT_TOKEN'
  | 'SLACK_APP_TOKEN'
  | 'SLACK_SIGNING_SECRET'
  | 'API_TOKENS';

export interface ProgramResult {
  /** Exit status; null when a signal ended it. */
  readonly exitCode: number | null;
  /** "SIGILL", …; null when it ended by itself. */
  readonly endedBy: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DiskFacts {
  readonly freeBytes: number;
  readonly isWritable: boolean;
}

/** The machine as the doctor sees it; tests put another one in its place. */
export interface DoctorFacts {
  /** Folder that holds package.json. */
  readonly projectRoot: string;
  readonly nodeVersion: string;
  readonly nodePath: string;
  readonly platform: string;
  readonly arch: string;
  readonly models: ModelLibrary;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** What the CPU can do, in the kernel's words; null where the kernel does not tell. */
  cpuFlags(): Promise<readonly string[] | null>;
  /** Null when there is no such file. */
  readText(path: string): Promise<string | null>;
  /** Null when there is no such program. It is killed when it takes too long. */
  runProgram(program: string, args: readonly string[], signal?: AbortSignal): Promise<ProgramResult | null>;
  /** The folder may not be there yet: then the nearest one above it is asked. */
  disk(folder: string): Promise<DiskFacts>;
  memory(): { readonly totalBytes: number; readonly availableBytes: number };
}
