import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultGuildSettings, type GuildSettings, type Profile } from '../../src/domain/guild.ts';
import type { GuildStore } from '../../src/ports/guild-store.ts';

const MAYA: Profile = {
  userId: '1001',
  name: 'Maya "M" 王',
  keywords: ['release', 'Kube'],
  soundsLike: ['maia'],
  role: 'engineering lead',
};

/** What every GuildStore does. `open` gives an empty one. */
export function guildStoreContract(name: string, open: () => Promise<GuildStore>): void {
  describe(`${name} as a GuildStore`, () => {
    let store: GuildStore;

    beforeEach(async () => {
      store = await open();
    });

    it('has the defaults where nothing was decided', async () => {
      expect(await store.settings('g1')).toEqual(defaultGuildSettings);
    });

    it('changes what is told and keeps the rest', async () => {
      await store.changeSettings('g1', { language: 'de', audioDays: null });
      const changed = await store.changeSettings('g1', { startAccess: 'admins' });
      expect(changed).toEqual({ ...defaultGuildSettings, language: 'de', audioDays: null, startAccess: 'admins' });
      expect(await store.settings('g1')).toEqual(changed);
      expect(await store.settings('g2')).toEqual(defaultGuildSettings);
    });

    it('gives back whatever settings it took', async () => {
      await fc.assert(
        fc.asyncProperty(someSettings, async (settings) => {
          expect(await store.changeSettings('g1', settings)).toEqual(settings);
          expect(await store.settings('g1')).toEqual(settings);
        }),
        { numRuns: 25 },
      );
    });

    it.each<[string, Partial<GuildSettings>, string]>([
      ['days', { audioDays: 0 }, 'audioDays must be 1 to 3650 days, or nothing'],
      ['parts of days', { textDays: 1.5 }, 'textDays must be 1 to 3650 days, or nothing'],
      ['language', { language: 'klingon' }, 'language must be a language code like "en" or "de"'],
      ['channel', { threadChannelId: '<@everyone>' }, 'threadChannelId is no channel'],
      ['template', { template: '../etc' }, 'template is no template'],
      [
        'two faults',
        { startAccess: 'nobody' as 'admins', autoJoin: { minMembers: 100, channelIds: [], joinsEvents: true } },
        'startAccess must be "everyone" or "admins"; autoJoin.minMembers must be 1 to 99 people, or nothing',
      ],
    ])('refuses what can not be set and changes nothing: %s', async (_, change, sentence) => {
      const refused = store.changeSettings('g1', { wantsSentiment: true, ...change });
      await expect(refused).rejects.toMatchObject({ code: 'usage', message: `That can't be set: ${sentence}.` });
      expect(await store.settings('g1')).toEqual(defaultGuildSettings);
    });

    it('keeps a profile a member and server', async () => {
      expect(await store.profile('g1', '1001')).toBeNull();
      await store.saveProfile('g1', { ...MAYA, role: null });
      await store.saveProfile('g1', MAYA);
      await store.saveProfile('g1', { ...MAYA, userId: '1000' });
      expect(await store.profile('g1', '1001')).toEqual(MAYA);
      expect((await store.profiles('g1')).map(({ userId }) => userId)).toEqual(['1000', '1001']);
      expect(await store.profiles('g2')).toEqual([]);
    });

    it('forgets a profile', async () => {
      await store.saveProfile('g1', MAYA);
      expect(await store.forgetProfile('g2', '1001')).toBe(false);
      expect(await store.forgetProfile('g1', '1001')).toBe(true);
      expect(await store.forgetProfile('g1', '1001')).toBe(false);
      expect(await store.profiles('g1')).toEqual([]);
    });

    it('knows who is never recorded', async () => {
      await store.optOut('g1', '1001');
      await store.optOut('g1', '1001');
      await store.optOut('g1', '1002');
      await store.optIn('g1', '1002');
      await store.optIn('g1', '1003');
      expect(await store.optedOut('g1')).toEqual(new Set(['1001']));
      expect(await store.optedOut('g2')).toEqual(new Set());
    });
  });
}

const channel = fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String);
const days = fc.option(fc.integer({ min: 1, max: 3_650 }));
const language = fc.option(fc.constantFrom('en', 'de', 'yue', 'cy'));

const someSettings: fc.Arbitrary<GuildSettings> = fc.record({
  threadChannelId: fc.option(channel),
  language,
  minutesLanguage: language,
  template: fc.constantFrom('auto', 'standup', 'one-on-one'),
  audioDays: days,
  textDays: days,
  startAccess: fc.constantFrom('everyone', 'admins'),
  autoJoin: fc.record({
    minMembers: fc.option(fc.integer({ min: 1, max: 99 })),
    channelIds: fc.array(channel, { maxLength: 5 }),
    joinsEvents: fc.boolean(),
  }),
  announcement: fc.constantFrom('tone', 'off'),
  marksNickname: fc.boolean(),
  wantsSentiment: fc.boolean(),
  wantsLiveSummary: fc.boolean(),
  encryptsAudio: fc.boolean(),
});
