import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import { Lane } from '../../../src/platforms/discord/thread/lane.ts';
import type { LaneParts } from '../../../src/platforms/discord/thread/lane-parts.ts';
import type { PostBody } from '../../../src/platforms/discord/thread/post-body.ts';
import type { PostStore } from '../../../src/ports/post-store.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryPostStore } from '../../doubles/memory-post-store.ts';

/** A message arrives, its answers don't until its nonce may be forgotten, and meanwhile it is to say something else. */
const LATE_NEWS: Answer[] = ['refused', 'refused', 'lost', 'lost', 'lost', 'lost', 'lost', 'refused'];

type Answer = 'ok' | 'refused' | 'lost';

/** A channel that knows nonces for five minutes, and fails as it is told. */
class FakeChannel {
  readonly shown: { id: string; text: string; nonce: string; atMs: number }[] = [];
  readonly edits: { id: string; atMs: number }[] = [];
  readonly #clock: FakeClock;
  readonly #answers: () => Answer;

  constructor(clock: FakeClock, answers: () => Answer) {
    this.#clock = clock;
    this.#answers = answers;
  }

  get poster(): LaneParts['poster'] {
    return {
      create: async (_channel, body, nonce) => this.#answer(() => this.#create(textOf(body), nonce)),
      edit: async (_channel, id, body) => this.#answer(() => this.#edit(id, textOf(body))),
      delete: async (_channel, id) =>
        this.#answer(
          () =>
            void this.shown.splice(
              this.shown.findIndex((one) => one.id === id),
              1,
            ),
        ),
      after: async (_channel, id) =>
        this.#answer(() =>
          this.shown
            .filter((one) => id === null || BigInt(one.id) > BigInt(id))
            .map((one) => ({ id: one.id, authorId: 'bot', content: one.text, components: [] })),
        ),
      unarchive: async () => undefined,
    };
  }

  #create(text: string, nonce: string): string {
    const known = this.shown.find((one) => one.nonce === nonce && this.#clock.now() - one.atMs < 300_000);
    if (known) return known.id;
    const id = String(this.shown.length + 1);
    this.shown.push({ id, text, nonce, atMs: this.#clock.now() });
    return id;
  }

  #edit(id: string, text: string): void {
    this.edits.push({ id, atMs: this.#clock.now() });
    for (const one of this.shown) if (one.id === id) one.text = text;
  }

  #answer<T>(work: () => T): T {
    const answer = this.#answers();
    if (answer === 'refused') throw new Error('connection refused');
    const result = work();
    if (answer === 'lost') throw new Error('connection broke');
    return result;
  }
}

const textOf = (body: PostBody): string => ('content' in body ? body.content : '');

function aLane(answers: () => Answer, store: PostStore = new MemoryPostStore(), clock = new FakeClock()) {
  const channel = new FakeChannel(clock, answers);
  const parts: LaneParts = {
    meetingId: 'm1',
    poster: channel.poster,
    store,
    botId: () => 'bot',
    clock,
    log: createLog('silent'),
  };
  return { channel, clock, parts, lane: new Lane(parts) };
}

const post = (lane: Lane, key: string, content: string): boolean =>
  lane.put({ key, kind: 'captions', channelId: '1', body: { content } });

describe('a lane', () => {
  it('loses, doubles and disorders nothing in an outage of a minute', async () => {
    let isDown = true;
    const { lane, channel, clock } = aLane(() => (isDown ? 'refused' : 'ok'));
    for (let second = 0; second < 60; second += 1) {
      post(lane, `k${second}`, `post ${second}`);
      await clock.advance(1_000);
    }
    expect(channel.shown).toEqual([]);
    isDown = false;
    await clock.advance(60_000);
    expect(channel.shown.map(({ text }) => text)).toEqual(Array.from({ length: 60 }, (_, index) => `post ${index}`));
    expect(channel.edits).toEqual([]);
    expect(lane.counters.delayed).toBeGreaterThan(0);
    await lane.close();
  });

  it('shows the newest of everything once, in order, whatever happens to requests', async () => {
    const answers = fc.array(fc.constantFrom<Answer>('ok', 'refused', 'lost'), { maxLength: 40 });
    const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4_000 })), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(answers, puts, async (plan, wanted) => {
        const left = [...plan];
        const { lane, channel, clock } = aLane(() => left.shift() ?? 'ok');
        const latest = new Map<string, string>();
        for (const [index, [key, waitMs]] of wanted.entries()) {
          latest.set(`k${key}`, `k${key} text ${index}`);
          post(lane, `k${key}`, `k${key} text ${index}`);
          await clock.advance(waitMs);
        }
        await clock.advance(3_600_000);
        expect(channel.shown.map(({ text }) => text)).toEqual([...latest.values()]);
        await lane.close();
      }),
      {
        numRuns: 60,
        examples: [
          [
            LATE_NEWS,
            [
              [5, 0],
              [0, 3_000],
              [5, 0],
            ],
          ],
        ],
      },
    );
  });

  it('says what it has to say when the disk takes nothing, and notes it down when it does again', async () => {
    const store = new MemoryPostStore();
    const save = store.save.bind(store);
    const { lane, channel, clock } = aLane(() => 'ok', store);
    post(lane, 'before', 'before');
    await clock.advance(2_000);
    store.save = () => Promise.reject(new MomError('store_failed', 'the disk is full'));
    expect(await lane.putLasting({ key: 'full', kind: 'notice', channelId: '1', body: { content: 'full' } })).toBe(
      true,
    );
    post(lane, 'before', 'before, edited');
    await clock.advance(2_000);
    expect(channel.shown.map(({ text }) => text)).toEqual(['before, edited', 'full']);
    store.save = save;
    post(lane, 'after', 'after');
    await clock.advance(2_000);
    expect(channel.shown.map(({ text }) => text)).toEqual(['before, edited', 'full', 'after']);
    expect(await store.list('m1')).toEqual(lane.records);
    await lane.close();
  });

  it('edits a message at most once in 1.5 s', async () => {
    const { lane, channel, clock } = aLane(() => 'ok');
    for (let index = 0; index < 100; index += 1) {
      post(lane, 'k', `text ${index}`);
      await clock.advance(100);
    }
    await clock.advance(5_000);
    const moments = channel.edits.map(({ atMs }) => atMs);
    for (const [index, atMs] of moments.slice(1).entries())
      expect(atMs - (moments[index] ?? 0)).toBeGreaterThanOrEqual(1_500);
    expect(moments.length).toBeGreaterThan(4);
    expect(channel.shown.map(({ text }) => text)).toEqual(['text 99']);
    await lane.close();
  });

  it('finds the message of a lost answer after its nonce is forgotten, also after a restart', async () => {
    const store = new MemoryPostStore();
    const plan: Answer[] = ['ok', 'lost'];
    const first = aLane(() => plan.shift() ?? 'refused', store);
    post(first.lane, 'a', 'before');
    post(first.lane, 'b', 'a long beginning that stays, however the text goes on');
    await first.clock.advance(5_000);
    await first.lane.close();
    expect(first.channel.shown).toHaveLength(2);
    await first.clock.advance(600_000);
    const isUp: Answer = 'ok';
    Object.assign(
      plan,
      Array.from({ length: 50 }, () => isUp),
    );
    const second = new Lane(first.parts, await store.list('m1'));
    post(second, 'b', 'a long beginning that stays, however the text goes on and on');
    await first.clock.advance(10_000);
    expect(first.channel.shown.map(({ text }) => text)).toEqual([
      'before',
      'a long beginning that stays, however the text goes on and on',
    ]);
    await second.close();
  });

  it('refuses what is more than it can hold, and counts it', async () => {
    const { lane, clock } = aLane(() => 'refused');
    const taken = Array.from({ length: 2_010 }, (_, index) => post(lane, `k${index}`, 'x'));
    expect(taken.filter((isTaken) => !isTaken)).toHaveLength(10);
    expect(lane.counters.refused).toBe(10);
    await clock.advance(0);
    await lane.close();
  });

  it('goes on after the disk failed', async () => {
    const store = new MemoryPostStore();
    const save = store.save.bind(store);
    let failures = 3;
    store.save = async (record) => {
      failures -= 1;
      if (failures >= 0) throw new MomError('store_failed', 'disk full');
      await save(record);
    };
    const { lane, channel, clock } = aLane(() => 'ok', store);
    post(lane, 'k', 'text');
    await clock.advance(120_000);
    expect(channel.shown.map(({ text }) => text)).toEqual(['text']);
    await lane.close();
  });
});
