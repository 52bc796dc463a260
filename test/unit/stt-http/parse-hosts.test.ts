import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/secret.ts';
import { MomError } from '../../../src/errors.ts';
import { toEndpoint } from '../../../src/providers/stt-http/endpoint.ts';
import { parseHosts } from '../../../src/providers/stt-http/index.ts';

const faultsOf = (text: string): string => {
  try {
    parseHosts(text);
  } catch (error) {
    expect(error).toBeInstanceOf(MomError);
    expect(error).toMatchObject({ code: 'config_invalid' });
    return (error as MomError).sentence;
  }
  throw new Error('no fault found');
};

describe('WHISPER_URL', () => {
  it('may list several hosts and tells the dialect from the address', () => {
    const hosts = parseHosts(
      'http://gpu1:8080/inference, http://gpu2:8000/v1/,https://api.groq.com , https://api.openai.com,http://x/audio/transcriptions',
    );
    expect(hosts.map(({ url, kind, concurrency }) => `${kind} ${concurrency} ${url}`)).toEqual([
      'whisper-server 1 http://gpu1:8080/inference',
      'openai 4 http://gpu2:8000/v1/',
      'groq 4 https://api.groq.com/',
      'openai 4 https://api.openai.com/',
      'openai 4 http://x/audio/transcriptions',
    ]);
  });

  it('takes model and concurrency from behind the #, and does not send them', () => {
    expect(parseHosts('https://api.groq.com/openai/v1#model=whisper-large-v3&concurrency=2')).toEqual([
      { url: 'https://api.groq.com/openai/v1', kind: 'groq', model: 'whisper-large-v3', concurrency: 2 },
    ]);
  });

  it('has all its faults told at once', () => {
    expect(
      faultsOf(
        'gpu1:8080/inference,::,http://a/,http://b/v1#concurrency=0,http://c/v1#speed=9,http://d/v1,http://d/v1',
      ),
    ).toBe(
      "WHISPER_URL has faults: address 1 must begin with http:// or https://; address 2 can't be read; " +
        'a must end in /inference (whisper.cpp\'s server) or /v1 (OpenAI style), not in "/"; ' +
        'the concurrency of b must be 1 to 64, got "0"; c has settings other than model and concurrency after the #; ' +
        'd is named twice.',
    );
    expect(faultsOf(' , ')).toContain('it names no host');
    expect(faultsOf(Array.from({ length: 33 }, (_, index) => `http://h${index}/v1`).join())).toContain('33 hosts');
  });

  it('prints no password and no key', () => {
    const text = faultsOf('http://me:hunter2@gpu1/inference,http://gpu2/nothing?api_key=hunter2,hunter2');
    expect(text).not.toContain('hunter2');
    expect(text).toContain('gpu1 has a name or password in its address');
  });
});

describe('endpoints', () => {
  it.each([
    ['whisper-server', 'http://h:1/inference', 'http://h:1/inference', 'http://h:1/health'],
    ['whisper-server', 'http://h:1', 'http://h:1/inference', 'http://h:1/health'],
    ['whisper-server', 'http://h:1/stt/inference/', 'http://h:1/stt/inference', 'http://h:1/stt/health'],
    ['openai', 'http://h/v1', 'http://h/v1/audio/transcriptions', 'http://h/v1/models'],
    ['openai', 'http://h/v1?version=2', 'http://h/v1/audio/transcriptions?version=2', 'http://h/v1/models?version=2'],
    ['groq', 'http://h', 'http://h/openai/v1/audio/transcriptions', 'http://h/openai/v1/models'],
    ['groq', 'http://h/openai/v1', 'http://h/openai/v1/audio/transcriptions', 'http://h/openai/v1/models'],
  ] as const)('of %s at %s', (kind, url, transcribeUrl, healthUrl) => {
    expect(toEndpoint({ url, kind, concurrency: 1 })).toMatchObject({ transcribeUrl, healthUrl });
  });

  it.each([
    [{ apiKey: new Secret('hunter2\n') }, 'characters that no key has'],
    [{ concurrency: 0 }, 'must be 1 to 64'],
    [{ concurrency: 1.5 }, 'must be 1 to 64'],
    [{ url: 'http://me:hunter2@h/v1' }, 'has a password in it'],
    [{ url: 'nothing' }, 'is none'],
  ])('are refused with %o', (settings, message) => {
    const make = () => toEndpoint({ url: 'http://h/v1', kind: 'openai', concurrency: 1, ...settings });
    expect(make).toThrow(message);
    expect(make).not.toThrow('hunter2');
  });
});
