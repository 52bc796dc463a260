import type { Secret } from '../../domain/secret.ts';
import { MomError } from '../../errors.ts';
import { type EngineKind, type HttpEngineHost, MOST_CONCURRENT } from './engine-host.ts';

/** A host made ready for requests. */
export interface Endpoint {
  /** Host and port: what people and the log see of the address. */
  readonly name: string;
  readonly kind: EngineKind;
  readonly transcribeUrl: string;
  readonly healthUrl: string;
  readonly model: string | null;
  readonly apiKey: Secret | null;
  readonly concurrency: number;
}

interface Dialect {
  /** Where the base of the address ends and the transcription begins. */
  readonly transcribePath: string;
  /** Beside it, something that costs nothing and tells whether the host lives. */
  readonly healthPath: string;
  /** What to put behind an address without a path. */
  readonly basePath: string;
  readonly model: string | null;
}

const dialects: Record<EngineKind, Dialect> = {
  'whisper-server': { transcribePath: '/inference', healthPath: '/health', basePath: '', model: null },
  openai: { transcribePath: '/audio/transcriptions', healthPath: '/models', basePath: '/v1', model: 'whisper-1' },
  groq: {
    transcribePath: '/audio/transcriptions',
    healthPath: '/models',
    basePath: '/openai/v1',
    model: 'whisper-large-v3-turbo',
  },
};

/** What an HTTP header can carry (RFC 9110 §5.5), less spaces. fetch prints the whole header when it can't. */
const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** @throws MomError config_invalid */
export function toEndpoint(host: HttpEngineHost): Endpoint {
  const url = URL.parse(host.url);
  // fetch refuses such an address, and prints it.
  if (url?.username !== '' || url.password !== '')
    throw new MomError('config_invalid', 'The address of a transcription host is none, or has a password in it.');
  const { model, transcribePath, healthPath } = dialects[host.kind];
  if (host.apiKey && !HEADER_VALUE.test(host.apiKey.reveal()))
    throw new MomError('config_invalid', `The API key for ${url.host} has characters that no key has.`);
  if (!Number.isInteger(host.concurrency) || host.concurrency < 1 || host.concurrency > MOST_CONCURRENT)
    throw new MomError('config_invalid', `The concurrency for ${url.host} must be 1 to ${MOST_CONCURRENT}.`);
  const base = basePath(url.pathname, host.kind);
  return {
    name: url.host,
    kind: host.kind,
    transcribeUrl: withPath(url, base + transcribePath),
    healthUrl: withPath(url, base + healthPath),
    model: host.model ?? model,
    apiKey: host.apiKey ?? null,
    concurrency: host.concurrency,
  };
}

function basePath(pathname: string, kind: EngineKind): string {
  const { transcribePath, basePath: usualBase } = dialects[kind];
  const path = pathname.replace(/\/+$/, '');
  if (path.endsWith(transcribePath)) return path.slice(0, -transcribePath.length);
  return path === '' ? usualBase : path;
}

function withPath(url: URL, pathname: string): string {
  const changed = new URL(url);
  changed.pathname = pathname;
  changed.hash = '';
  return changed.href;
}
