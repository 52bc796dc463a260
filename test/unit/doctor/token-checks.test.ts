import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/doctor/check.ts';
import { doctorChecks, renderDoctor, runDoctor } from '../../../src/doctor/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { type SomeConfig, someConfig, someFacts } from './some-facts.ts';

const tokens = {
  GROQ_API_KEY: 'not-a-usual-groq-key-4711',
  OPENROUTER_API_KEY: 'openrouter+secret/value=42',
  DISCORD_TOKEN: 'discord.secret.token.value',
  SLACK_BOT_TOKEN: 'slack-bot-secret-value',
} as const;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A service that answers every question in the same way. */
async function aService(answer: Answer): Promise<string> {
  const server = createServer(answer).listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  open.push(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json =
  (body: unknown, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const urls = (url: string): SomeConfig => ({
  GROQ_BASE_URL: url,
  OPENROUTER_BASE_URL: `${url}/api/v1`,
  DISCORD_API_URL: `${url}/api`,
  SLACK_API_URL: `${url}/api/`,
});

const services = ['groq', 'openrouter', 'discord', 'slack bot'];

async function examine(config: SomeConfig, changes: Parameters<typeof someFacts>[0] = {}) {
  const report = await runDoctor(doctorChecks(someConfig(config), someFacts({ fetch, ...changes })));
  const results = new Map(report.results.map((result) => [result.name, result]));
  const of = (name: string): CheckResult => results.get(name) ?? { name, status: 'skipped', summary: 'NO SUCH CHECK' };
  return { report, of };
}

describe('a service that knows the token', () => {
  it.each([
    ['discord', { id: '1', username: 'mom' }, 'valid (bot "mom")'],
    ['slack bot', { ok: true, team: 'Acme', user: 'mom' }, 'valid (team "Acme", bot "mom")'],
    ['groq', { data: [{ id: 'a' }, { id: 'b' }] }, 'valid (2 models)'],
    ['openrouter', { data: { label: 'sk-or-…', limit_remaining: 3.21 } }, 'valid ($3.21 left)'],
    ['openrouter', { data: { limit_remaining: null } }, 'valid'],
  ])('%s', async (name, body, summary) => {
    const url = await aService(json(body));
    const { of } = await examine({ ...urls(url), secrets: tokens });
    expect(of(name)).toMatchObject({ status: 'ok', summary });
  });

  it('is asked in its own way, and no service sees the token of another', async () => {
    const asked: string[] = [];
    const url = await aService((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end('{}');
    });
    await examine({ ...urls(url), secrets: tokens });
    expect(asked.toSorted()).toEqual([
      `GET /api/v1/key Bearer ${tokens.OPENROUTER_API_KEY}`,
      `GET /api/v10/users/@me Bot ${tokens.DISCORD_TOKEN}`,
      `GET /openai/v1/models Bearer ${tokens.GROQ_API_KEY}`,
      `POST /api/auth.test Bearer ${tokens.SLACK_BOT_TOKEN}`,
    ]);
  });
});

describe('a service that says no', () => {
  it.each([401, 403])('with %i has refused the token', async (status) => {
    const url = await aService(json({ message: 'no' }, status));
    const { report, of } = await examine({ ...urls(url), secrets: tokens });
    expect(report.status).toBe('fail');
    for (const name of services)
      expect(of(name)).toMatchObject({ status: 'fail', summary: 'is refused', hint: expect.any(String) });
  });

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])('as Slack does, %s with 200, too', async (error) => {
    const url = await aService(json({ ok: false, error }));
    expect((await examine({ ...urls(url), secrets: tokens })).of('slack bot')).toMatchObject({ status: 'fail' });
  });
});

describe('a token that can not be checked', () => {
  it.each([429, 500, 302, 404])('since the service answers %i, is only warned about', async (status) => {
    const url = await aService(json({ ok: false, error: 'ratelimited' }, status));
    const { of } = await examine({ ...urls(url), secrets: tokens });
    for (const name of services)
      expect(of(name)).toMatchObject({ status: 'warn', summary: expect.stringContaining(`answered ${status}`) });
  });

  it.each(['<html>Log in</html>', '', '{"ok":true}', '[1]'])('since the answer is "%s"', async (body) => {
    const url = await aService((_, response) => void response.end(body));
    const { of } = await examine({ ...urls(url), secrets: tokens });
    for (const name of services)
      expect(of(name)).toMatchObject({
        status: 'warn',
        summary: expect.stringContaining('answered something unexpected'),
      });
  });

  it('since there is no network', async () => {
    const url = await aService(json({}));
    await open.pop()?.();
    const { of } = await examine({ ...urls(url), secrets: tokens });
    for (const name of services)
      expect(of(name)).toMatchObject({
        status: 'warn',
        summary: expect.stringMatching(/^could not be checked: offline \(127\.0\.0\.1:\d+: ECONNREFUSED\)$/),
      });
  });

  it('since nobody answers, is given up after five seconds, all at the same time', async () => {
    let hanging = 0;
    const all = Promise.withResolvers<void>();
    const url = await aService(() => {
      hanging += 1;
      if (hanging === services.length) all.resolve();
    });
    const clock = new FakeClock();
    const work = examine({ ...urls(url), secrets: tokens }, { clock });
    await all.promise;
    await clock.advance(4_999);
    expect(clock.pending).toBe(services.length);
    await clock.advance(1);
    const { of } = await work;
    for (const name of services)
      expect(of(name)).toMatchObject({ status: 'warn', summary: expect.stringContaining('no answer in 5 s') });
  });

  it('since the answer never ends, is given up too', async () => {
    const url = await aService((_, response) => {
      response.on('drain', () => response.write('x'.repeat(65_536)));
      while (response.write('x'.repeat(65_536)));
    });
    const { of } = await examine({ ...urls(url), secrets: tokens });
    for (const name of services) expect(of(name)).toMatchObject({ status: 'warn' });
  });

  it('since the caller leaves', async () => {
    const asked = Promise.withResolvers<void>();
    const url = await aService(() => asked.resolve());
    const stop = new AbortController();
    const checks = doctorChecks(someConfig({ ...urls(url), secrets: tokens }), someFacts({ fetch }));
    const work = runDoctor(checks, stop.signal);
    await asked.promise;
    stop.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
  });
});

describe('no token gets out', () => {
  const secrets = {
    ...tokens,
    SLACK_APP_TOKEN: 'wrong-app-token-value',
    SLACK_SIGNING_SECRET: 'wrong-signing-secret',
    API_TOKENS: 'first-api-token,second-api-token-which-is-long',
  };
  const parts = [...Object.values(secrets), ...secrets.API_TOKENS.split(',')];

  const echoes: [string, Answer][] = [
    ['in the body of an error', (request, response) => void response.writeHead(500).end(request.headers.authorization)],
    ['in a refusal', (request, response) => void response.writeHead(401).end(request.headers.authorization)],
    [
      'as the name of the bot, plain and encoded',
      (request, response) => {
        const token = (request.headers.authorization ?? '').split(' ')[1] ?? '';
        const username = `\u001b[31m${token.slice(0, 40)}`;
        json({ ok: true, username, team: encodeURIComponent(token), user: Buffer.from(token).toString('base64') })(
          request,
          response,
        );
      },
    ],
    [
      'in the address of a redirect',
      (request, response) =>
        void response
          .writeHead(302, { location: `http://${encodeURIComponent(request.headers.authorization ?? '')}/` })
          .end(),
    ],
  ];

  it.each(echoes)('when a service echoes it %s', async (_, answer) => {
    const url = await aService(answer);
    const { report } = await examine({ ...urls(url), secrets });
    const printed = [
      renderDoctor(report),
      renderDoctor(report, { isTerminal: true }),
      JSON.stringify(report),
      inspect(report, { depth: 9 }),
    ];
    for (const text of printed)
      for (const part of parts)
        for (const form of [part, encodeURIComponent(part), Buffer.from(part).toString('base64')])
          expect(text).not.toContain(form);
    expect(JSON.stringify(report.results)).not.toContain('\\u001b');
  });

  it('when it has a character that would make fetch quote it', async () => {
    const { of } = await examine({ secrets: { GROQ_API_KEY: 'secret\nwith a line', DISCORD_TOKEN: 'gehéim-secret' } });
    expect(of('groq')).toMatchObject({ status: 'fail', summary: 'has characters that no token has' });
    expect(of('discord')).toMatchObject({ status: 'fail', summary: 'has characters that no token has' });
  });

  it('when a check breaks over it', async () => {
    const { report } = await examine(
      { secrets },
      {
        fetch: (_, options) => Promise.reject(new Error(JSON.stringify(options?.headers))),
        memory: () => {
          throw new Error(`bad ${secrets.DISCORD_TOKEN}`);
        },
      },
    );
    for (const part of parts) expect(JSON.stringify(report)).not.toContain(part);
    expect(report.results.find(({ name }) => name === 'memory')?.summary).toBe('could not be checked: bad [secret]');
  });
});

describe('secrets that are only looked at', () => {
  it.each([
    ['slack app', 'SLACK_APP_TOKEN', 'xapp-1-A-2-b', 'ok'],
    ['slack app', 'SLACK_APP_TOKEN', 'xoxb-1-2-3', 'fail'],
    ['slack signing', 'SLACK_SIGNING_SECRET', 'a'.repeat(32), 'ok'],
    ['slack signing', 'SLACK_SIGNING_SECRET', 'abc', 'warn'],
    ['api tokens', 'API_TOKENS', `${'a'.repeat(16)}, ${'b'.repeat(20)}`, 'ok'],
    ['api tokens', 'API_TOKENS', `${'a'.repeat(16)},short`, 'warn'],
  ])('%s: %s=%s is %s', async (name, secret, value, status) => {
    let asked = 0;
    const count = async () => {
      asked += 1;
      return new Response('{}');
    };
    const { of } = await examine({ secrets: { [secret]: value } }, { fetch: count as typeof fetch });
    expect(of(name).status).toBe(status);
    expect(asked).toBe(0);
  });

  it('are skipped when they are not set, with what is off without them', async () => {
    const { report, of } = await examine({ WHISPER_MODEL: 'x' });
    for (const name of [...services, 'slack app', 'slack signing', 'api tokens'])
      expect(of(name)).toMatchObject({ status: 'skipped', summary: expect.stringMatching(/^not set: ./) });
    expect(report.results.map(({ name }) => name)).toHaveLength(19);
  });
});
