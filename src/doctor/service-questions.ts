import { z } from 'zod';
import type { TokenAnswer, TokenQuestion } from './check-token.ts';
import type { DoctorConfig } from './doctor-facts.ts';

/** Names come from outside and may be as long as they like. */
const name = z.string().transform((text) => `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`);
const discordUser = z.object({ username: name });
const slackTest = z.object({ ok: z.literal(true), team: name, user: name });
const slackRefusal = z.object({ ok: z.literal(false), error: z.string() });
const groqModels = z.object({ data: z.array(z.unknown()) });
const openRouterKey = z.object({ data: z.object({ limit_remaining: z.number().nullish() }) });

/** Errors of auth.test that mean the token itself (docs.slack.dev, auth.test). */
const SLACK_REFUSALS = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired']);

const unexpected: TokenAnswer = { verdict: 'unclear', reason: 'answered something unexpected' };
const valid = (detail: string): TokenAnswer => ({ verdict: 'valid', detail });

/** Is this a bot's token, and which bot's? */
export const askDiscord = (config: DoctorConfig): TokenQuestion => ({
  url: `${withoutSlash(config.DISCORD_API_URL ?? 'https://discord.com/api')}/v10/users/@me`,
  method: 'GET',
  scheme: 'Bot',
  cure: 'Get a new token in the Discord developer portal (Bot → Reset Token) and set DISCORD_TOKEN.',
  read: (answer) => {
    const { data } = discordUser.safeParse(answer);
    return data ? valid(`bot ${data.username}`) : unexpected;
  },
});

/** Which team and bot user is this? Slack answers 200 to everything. */
export const askSlack = (config: DoctorConfig): TokenQuestion => ({
  url: `${withoutSlash(config.SLACK_API_URL ?? 'https://slack.com/api')}/auth.test`,
  method: 'POST',
  scheme: 'Bearer',
  cure: 'Copy the Bot User OAuth Token (xoxb-…) of the app from api.slack.com/apps and set SLACK_BOT_TOKEN.',
  read: (answer) => {
    const { data } = slackTest.safeParse(answer);
    if (data) return valid(`team ${data.team}, bot ${data.user}`);
    const refusal = slackRefusal.safeParse(answer).data?.error;
    return refusal !== undefined && SLACK_REFUSALS.has(refusal) ? { verdict: 'refused' } : unexpected;
  },
});

/** Which models may this key use? */
export const askGroq = (config: DoctorConfig): TokenQuestion => ({
  url: `${withoutSlash(config.GROQ_BASE_URL ?? 'https://api.groq.com')}/openai/v1/models`,
  method: 'GET',
  scheme: 'Bearer',
  cure: 'Make a new key at console.groq.com/keys and set GROQ_API_KEY.',
  read: (answer) => {
    const { data } = groqModels.safeParse(answer);
    return data ? valid(`${data.data.length} models`) : unexpected;
  },
});

/** What is left on this key? */
export const askOpenRouter = (config: DoctorConfig): TokenQuestion => ({
  url: `${withoutSlash(config.OPENROUTER_BASE_URL ?? 'https://openrouter.ai/api/v1')}/key`,
  method: 'GET',
  scheme: 'Bearer',
  cure: 'Make a new key at openrouter.ai/settings/keys and set OPENROUTER_API_KEY.',
  read: (answer) => {
    const { data } = openRouterKey.safeParse(answer);
    if (!data) return unexpected;
    const left = data.data.limit_remaining;
    return valid(typeof left === 'number' ? `$${left.toFixed(2)} left` : '');
  },
});

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
