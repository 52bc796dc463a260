import type { Config } from './config.ts';
import { MomError } from './errors.ts';

/** Secrets of services that words, sound or prompts would go to. Discord is where the meeting is. */
const SERVICES = ['GROQ_API_KEY', 'OPENROUTER_API_KEY', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * What of the configuration would go anywhere but to Discord, one clause a fault; empty unless ZERO_EGRESS is set. `missingModels` are
 * those that would have to be downloaded first.
 */
export function egressFaults(config: Config, missingModels: readonly string[] = []): readonly string[] {
  if (!config.ZERO_EGRESS) return [];
  return [
    ...SERVICES.filter((name) => config.secrets[name]).map((name) => `${name} is set`),
    ...outsideHosts(config.WHISPER_URL ?? '').map((url) => `WHISPER_URL leads to ${url}`),
    ...outsideHosts(config.LOCAL_LLM_URL ?? '').map((url) => `LOCAL_LLM_URL leads to ${url}`),
    ...missingModels.map((name) => `model ${name} would have to be downloaded`),
  ];
}

/** @throws MomError config_invalid, naming all of it */
export function refuseEgress(config: Config, missingModels: readonly string[] = []): void {
  const faults = egressFaults(config, missingModels);
  if (faults.length > 0)
    throw new MomError('config_invalid', `ZERO_EGRESS forbids what is configured: ${faults.join('; ')}.`);
}

/** WHISPER_URL may name several engines; those on this machine go nowhere. */
function outsideHosts(urls: string): readonly string[] {
  return urls.split(/[\s,;]+/).flatMap((text) => {
    if (text === '') return [];
    const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
    if (url && LOOPBACK.test(url.hostname)) return [];
    return [url?.host ?? 'an unreadable address'];
  });
}
