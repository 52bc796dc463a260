import { MomError } from '../../errors.ts';
import { type EngineKind, type HttpEngineHost, MOST_CONCURRENT } from './engine-host.ts';

const MOST_HOSTS = 32;
/** whisper.cpp's server works on one request at a time; the services bear more. */
const usualConcurrency: Record<EngineKind, number> = { 'whisper-server': 1, openai: 4, groq: 4 };

/**
 * Reads WHISPER_URL: addresses separated by commas, the kind told by the path. What stands after a `#` is for us
 * (`https://api.groq.com#model=whisper-large-v3&concurrency=2`) and never sent.
 *
 * @throws MomError config_invalid, naming every fault at once and no address that could hold a secret
 */
export function parseHosts(text: string): readonly HttpEngineHost[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const parsed = entries.filter((entry) => entry !== '').map(parseHost);
  const faults = parsed.filter((host) => typeof host === 'string');
  const hosts = parsed.filter((host) => typeof host !== 'string');
  faults.push(...twice(hosts));
  if (parsed.length === 0) faults.push('it names no host');
  if (parsed.length > MOST_HOSTS) faults.push(`it names ${parsed.length} hosts, at most ${MOST_HOSTS} can be used`);
  if (faults.length > 0) throw new MomError('config_invalid', `WHISPER_URL has faults: ${faults.join('; ')}.`);
  return hosts;
}

/** The host, or what is wrong with it. */
function parseHost(entry: string, index: number): HttpEngineHost | string {
  const url = URL.parse(entry);
  if (!url) return `address ${index + 1} can't be read`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `address ${index + 1} must begin with http:// or https://`;
  if (url.username !== '' || url.password !== '')
    return `${url.host} has a name or password in its address, where it would be seen`;
  const kind = kindOf(url);
  if (!kind)
    return `${url.host} must end in /inference (whisper.cpp's server) or /v1 (OpenAI style), not in "${url.pathname}"`;
  return withSettings(url, kind);
}

function kindOf({ hostname, pathname }: URL): EngineKind | null {
  const path = pathname.replace(/\/+$/, '');
  if (hostname === 'api.groq.com') return 'groq';
  if (path.endsWith('/inference')) return 'whisper-server';
  return /\/(?:v1|audio\/transcriptions)$/.test(path) || hostname === 'api.openai.com' ? 'openai' : null;
}

function withSettings(url: URL, kind: EngineKind): HttpEngineHost | string {
  const settings = new URLSearchParams(url.hash.slice(1));
  const unknown = [...settings.keys()].filter((name) => name !== 'model' && name !== 'concurrency');
  if (unknown.length > 0) return `${url.host} has settings other than model and concurrency after the #`;
  const concurrency = Number(settings.get('concurrency') ?? usualConcurrency[kind]);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MOST_CONCURRENT)
    return `the concurrency of ${url.host} must be 1 to ${MOST_CONCURRENT}, got "${settings.get('concurrency')}"`;
  const model = settings.get('model');
  url.hash = '';
  return { url: url.href, kind, ...(model ? { model } : {}), concurrency };
}

function twice(hosts: readonly HttpEngineHost[]): readonly string[] {
  const urls = hosts.map((host) => host.url);
  const repeated = hosts.filter((host, index) => urls.indexOf(host.url) < index);
  return [...new Set(repeated.map((host) => `${new URL(host.url).host} is named twice`))];
}
