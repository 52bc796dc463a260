import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BotProcess } from '../bot/bot-process.ts';
import { type LocalDiscord, startDiscord } from '../doubles/discord/index.ts';
import { seeded } from '../doubles/llm/seeded.ts';
import { temporaryFolder } from '../mom.ts';
import { LiveRound, type RoundFacts } from './live-kill/live-round.ts';
import { moments } from './live-kill/moments.ts';

const ROUNDS = Number(process.env['MOM_TEST_KILLS'] ?? 4);
const SEED = Number(process.env['MOM_TEST_SEED'] ?? 20_261_128);

/** Processes start slowly on a machine that has much else to do. */
const ROUND = { timeout: 240_000 };

const rounds = Array.from({ length: ROUNDS }, (_, index) => {
  const moment = moments[index % moments.length];
  if (!moment) throw new Error('no moments');
  return { number: index + 1, ...moment };
});

describe(`kill -9 of the bot at ${ROUNDS} random moments of a live meeting`, () => {
  const random = seeded(SEED);
  const folder = temporaryFolder('live-kill');
  const told: string[] = [];
  let discord: LocalDiscord;
  let bot: BotProcess;

  beforeAll(async () => {
    discord = await startDiscord({ rates: 'none' });
    bot = BotProcess.start(discord, folder.path);
    await bot.ready();
  });

  afterAll(async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
    process.stdout.write(`kill -9 of a live meeting, seed ${SEED}:\n${told.join('\n')}\n`);
  });

  it.each(rounds)(
    'round $number, $name: the same meeting goes on, to one set of minutes',
    ROUND,
    async ({ number, ...moment }) => {
      await using round = new LiveRound({ discord, folder: folder.path, bot, title: `Round ${number}` });
      const where = await moment.reach(round, random);
      await round.killAndRestart().finally(() => {
        bot = round.bot;
      });
      await round.finish();
      const facts = await round.facts();
      told.push(`  ${number} ${moment.name}, ${where}: ${figures(facts)}`);
      expect(facts).toMatchObject({ missing: 0, strange: 0 });
      const { threads, panels, minutes, transcript } = facts.shown;
      expect(facts.meetings.map(({ state, thread }) => [state, thread?.threadId])).toEqual([['done', threads[0]?.id]]);
      expect(discord.guild().channel('Meeting').voiceStatus).toBeNull();
      expect([threads.length, panels.length, minutes.length]).toEqual([1, 1, 1]);
      expect(Math.max(...facts.captions.values())).toBeLessThanOrEqual(1);
      // Where the call was over its last captions may have died on their way; the transcript has their words.
      const captioned = facts.awayMs === null ? [] : facts.spoken;
      expect(facts.awayMs === null || facts.spoken.length > 0).toBe(true);
      expect(captioned.filter((text) => facts.captions.get(text) !== 1)).toEqual([]);
      expect(facts.spoken.filter((text) => transcript.split(text).length !== 2)).toEqual([]);
      expect(discord.violations).toEqual([]);
    },
  );
});

function figures({ expected, missing, lostMs, awayMs, captions, spoken }: RoundFacts): string {
  const shown = [...captions.values()].reduce((sum, count) => sum + count, 0);
  const away = awayMs === null ? 'the call was over' : `back after ${awayMs} ms`;
  return `${expected} packets, ${missing} missing; ${lostMs} ms lost before the kill; ${away}; ${shown} captions of ${spoken.length} whole sentences`;
}
