import {
  type Caller,
  type CommandReply,
  type CommandServices,
  commands,
  type OptionValue,
  runCommand,
} from '../../../commands/index.ts';
import type { ForgetReceipt, ForgetRequest, Lesson, UndoRequest } from '../../../src/meeting/index.ts';
import type { MeetingDocument } from '../../../src/ports/document-writer.ts';
import { aMeeting, aResult } from '../../contract/a-stored-meeting.ts';
import { aLiveMeeting } from '../../contract/live-meeting-store.contract.ts';
import { FakeLiveMeetings } from '../../doubles/fake-live-meetings.ts';
import { MemoryGlossaryStore } from '../../doubles/memory-glossary-store.ts';
import { MemoryGuildStore } from '../../doubles/memory-guild-store.ts';
import { MemoryLiveMeetingStore } from '../../doubles/memory-live-meeting-store.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';

type Values = Readonly<Record<string, OptionValue>>;

export const maya: Caller = {
  userId: '1001',
  name: 'Maya',
  isAdmin: false,
  voiceChannelId: 'voice-1',
  canSee: (channelId) => channelId !== 'secret',
};
export const admin: Caller = { ...maya, userId: '1', name: 'Ada', isAdmin: true };
/** Somebody who sits in no call. */
export const outsider: Caller = { ...maya, userId: '1009', name: 'Otto', voiceChannelId: null };

export const aReceipt = (parts: Partial<ForgetReceipt> = {}): ForgetReceipt => ({
  meetings: 0,
  utterances: 0,
  claims: 0,
  audioBytes: 0,
  posts: 0,
  waiting: 0,
  ...parts,
});

/** A server "g1" of doubles, and everything that its people can ask for. */
export function aServer() {
  const store = new MemoryMeetingStore();
  const liveMeetings = new MemoryLiveMeetingStore();
  const glossary = new MemoryGlossaryStore();
  const guilds = new MemoryGuildStore();
  const live = new FakeLiveMeetings();
  const asked = {
    forgets: [] as ForgetRequest[],
    lessons: [] as Lesson[],
    costs: [] as unknown[],
    undone: [] as UndoRequest[],
  };
  const answers = { receipt: aReceipt(), notices: [] as string[] };
  const document = async (meetingId: string): Promise<MeetingDocument> => {
    const meeting = await store.findMeeting(meetingId);
    const result = await store.findResult(meetingId);
    if (!meeting || !result) throw new Error('the test asks for minutes that are not there');
    return { meeting, ...result, durationMs: 1_000, warnings: [] };
  };
  const services: CommandServices = {
    store,
    liveMeetings,
    glossary,
    commands,
    document,
    documents: {
      render: async (format, { meeting }) => new TextEncoder().encode(`${format} of ${meeting.id}`),
      [Symbol.asyncDispose]: async () => undefined,
    },
    templates: ['general', 'standup', 'auto'],
    timeZone: 'UTC',
    learn: async (lesson) => {
      asked.lessons.push(lesson);
      return { correction: lesson.correction, count: 2 };
    },
    undoEdits: async (request) => {
      asked.undone.push(request);
      const { edits } = (await document(request.meetingId)).minutes;
      return edits.filter((_, index) => request.numbers === 'all' || request.numbers.includes(index + 1));
    },
    forgetMeeting: async (meetingId) => ({ wasThere: await store.deleteMeeting(meetingId), hasPostsLeft: false }),
    costs: {
      report: async (scope, month) => {
        asked.costs.push([scope, month]);
        throw new Error('no report in this test');
      },
      draw: async () => new Uint8Array(),
    },
    translate: async (document, language) => ({ ...document, minutes: { ...document.minutes, language } }),
    adminNotices: async () => answers.notices,
    chat: {
      live,
      guilds,
      forgetMember: async (request) => {
        asked.forgets.push(request);
        return answers.receipt;
      },
    },
  };
  const say = (caller: Caller, command: string, values: Values = {}): Promise<CommandReply> =>
    runCommand({ ...place, command, caller, values }, services);
  return { store, liveMeetings, glossary, guilds, live, asked, answers, services, say };
}

export const place = { scope: 'g1', guildId: 'g1', channelId: 'text-1', locale: 'en-US' };

/** A finished meeting of a server, held in a channel. */
export async function addMeeting(
  { store, liveMeetings }: Pick<ReturnType<typeof aServer>, 'store' | 'liveMeetings'>,
  parts: {
    readonly id: string;
    readonly guildId?: string;
    readonly channelId?: string;
    readonly movedTo?: string;
    readonly title?: string;
  },
): Promise<void> {
  const { id, guildId = 'g1', channelId = 'voice-1', movedTo = channelId, title = 'Weekly' } = parts;
  const meeting = aMeeting();
  await store.createMeeting(
    { ...meeting, id, title, settings: { ...meeting.settings, scope: guildId } },
    aResult({ text: `What was said in ${id}` }),
  );
  await liveMeetings.save(
    aLiveMeeting({ meetingId: id, guildId, voiceChannelId: channelId, callChannelId: movedTo, state: 'done' }),
  );
}
