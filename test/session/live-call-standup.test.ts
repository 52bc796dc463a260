import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { createLiveMeetings } from '../../src/live-desk.ts';
import { readOpusFile } from '../doubles/discord/index.ts';
import { FakeMeetingThread } from '../doubles/fake-meeting-thread.ts';
import { FakeVoiceCapture } from '../doubles/fake-voice-capture.ts';
import { hasShared, shared } from '../shared.ts';
import { newFolder } from './a-meeting.ts';

interface Reference {
  readonly users: Readonly<Record<string, string>>;
  readonly turns: readonly { readonly user: string; readonly name: string; readonly text: string }[];
}

/** Packets that don't come anywhere near the end of what a test may take. */
const PATIENCE_MS = 120_000;
const PACKET_MS = 20;

it.skipIf(!hasShared)(
  'hears the stand-up live: twelve captions, the same words in the minutes',
  { timeout: PATIENCE_MS },
  async () => {
    const folder = shared('data', 'calls', 'standup');
    const reference = JSON.parse(readFileSync(`${folder}/reference.json`, 'utf8')) as Reference;
    const talkers = ['1001', '1002', '1003'].map((userId) => {
      return { userId, name: reference.turns.find(({ user }) => user === userId)?.name ?? userId };
    });
    const config = readConfig({
      DATA_DIR: newFolder(),
      WHISPER_MODEL: shared('models', 'ggml-toy-en.bin'),
      LOG_LEVEL: 'silent',
    });
    await using app = await createApp(config);
    const capture = new FakeVoiceCapture(systemClock, () => talkers);
    const thread = new FakeMeetingThread();
    const live = createLiveMeetings(app, {
      capture,
      thread,
      presence: {
        whoIsThere: async () => talkers,
        channelName: () => 'Stand-up',
        vocabulary: () => [],
        isBot: () => false,
        checkPermissions: () => undefined,
      },
      threadUrl: ({ threadId }) => threadId,
      isAttachment: () => false,
    });
    const { meetingId } = await live.start({
      ...{ guildId: 'g1', channelId: 'v1', textChannelId: 'c1', caller: { userId: '1001', name: 'Maya' } },
      ...{ title: null, template: null, language: 'en' },
    });
    const zeroMs = Date.now();
    const tracks = talkers.map(({ userId }) => ({
      userId,
      packets: readOpusFile(readFileSync(`${folder}/track-${userId}.opus`)),
    }));
    const longest = Math.max(...tracks.map(({ packets }) => packets.length));
    for (let index = 0; index < longest; index += 1) {
      for (const { userId, packets } of tracks) {
        const packet = packets[index];
        if (packet) capture.sessions.get('g1')?.hear(userId, packet, zeroMs + index * PACKET_MS);
      }
    }
    const said = reference.turns.map(({ name, text }) => [name, text]);
    const posted = thread.posted.get(meetingId);
    await expect.poll(() => posted?.captions.size, { timeout: PATIENCE_MS }).toBe(said.length);
    await live.stop('g1');
    await live.settled();
    const captions = [...(posted?.captions.values() ?? [])].toSorted((a, b) => a.startMs - b.startMs);
    expect(captions.map(({ name, text }) => [name, text])).toEqual(said);
    const utterances = posted?.minutes?.document.transcript.utterances ?? [];
    expect(utterances.map(({ name, text }) => [name, text])).toEqual(said);
    expect(utterances.map(({ id }) => id)).toEqual(captions.map(({ id }) => id));
    expect(
      posted?.minutes?.receipt?.members.every(({ packets, lostPackets }) => packets > 1_000 && lostPackets === 0),
    ).toBe(true);
    expect(posted?.minutes?.costUsd).toBe(0);
    expect((await app.store.findMeeting(meetingId))?.settings).toMatchObject({ chunkMode: 'live', scope: 'g1' });
  },
);
