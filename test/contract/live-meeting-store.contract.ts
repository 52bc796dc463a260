import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveMeetingRecord, LiveMeetingStore } from '../../src/ports/live-meeting-store.ts';

/** What every LiveMeetingStore does. `open` gives an empty one. */
export function liveMeetingStoreContract(name: string, open: () => Promise<LiveMeetingStore>): void {
  describe(`${name} as a LiveMeetingStore`, () => {
    let store: LiveMeetingStore;

    beforeEach(async () => {
      store = await open();
    });

    it('gives back what was saved, the last time', async () => {
      expect(await store.find('m1')).toBeNull();
      await store.save(aLiveMeeting({ thread: null, journalKey: null, startedBy: null, textChannelId: null }));
      await store.save(aLiveMeeting());
      expect(await store.find('m1')).toEqual(aLiveMeeting());
      await store.save(aLiveMeeting({ state: 'done', voiceChannelId: 'c9', callChannelId: 'c8' }));
      expect(await store.find('m1')).toEqual(
        aLiveMeeting({ state: 'done', voiceChannelId: 'c9', callChannelId: 'c8' }),
      );
    });

    it('lists what must be gone on with, the one that began first first', async () => {
      await store.save(aLiveMeeting({ meetingId: 'm3', startedAtMs: 30 }));
      await store.save(aLiveMeeting({ meetingId: 'm1', startedAtMs: 20.5, state: 'processing' }));
      await store.save(aLiveMeeting({ meetingId: 'm2', startedAtMs: 10, state: 'done' }));
      await store.save(aLiveMeeting({ meetingId: 'm4', startedAtMs: 10, state: 'failed' }));
      await store.save(aLiveMeeting({ meetingId: 'm5', guildId: 'g2', state: 'done' }));
      const ids = (records: readonly LiveMeetingRecord[]) => records.map(({ meetingId }) => meetingId);
      expect(ids(await store.listUnfinished())).toEqual(['m1', 'm3']);
      expect(ids(await store.listOfGuild('g1'))).toEqual(['m2', 'm4', 'm1', 'm3']);
      expect(ids(await store.listOfGuild('g3'))).toEqual([]);
    });

    it('deletes the key alone, and whole records', async () => {
      await store.save(aLiveMeeting());
      await store.deleteKey('m1');
      await store.deleteKey('m1');
      await store.deleteKey('m2');
      expect(await store.find('m1')).toEqual(aLiveMeeting({ journalKey: null }));
      expect(await store.delete('m1')).toBe(true);
      expect(await store.delete('m1')).toBe(false);
      expect(await store.find('m1')).toBeNull();
    });

    it('is not changed through what it was given or gave', async () => {
      const record = aLiveMeeting();
      await store.save(record);
      record.journalKey?.fill(0);
      (await store.find('m1'))?.journalKey?.fill(1);
      expect((await store.find('m1'))?.journalKey).toEqual(new Uint8Array(32).fill(7));
    });
  });
}

export function aLiveMeeting(parts: Partial<LiveMeetingRecord> = {}): LiveMeetingRecord {
  return {
    meetingId: 'm1',
    guildId: 'g1',
    voiceChannelId: 'c1',
    callChannelId: 'c7',
    textChannelId: 'c2',
    thread: { guildId: 'g1', channelId: 'c2', threadId: 't1', panelChannelId: 'c1', panelMessageId: null },
    journalKey: new Uint8Array(32).fill(7),
    state: 'recording',
    startedBy: '1001',
    startedAtMs: 1_000,
    ...parts,
  };
}
