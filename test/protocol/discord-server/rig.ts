import type { CommandServices } from '../../../commands/index.ts';
import { commandGroups, commands, runCommand, suggestValues } from '../../../commands/index.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Caption } from '../../../src/domain/caption.ts';
import { MomError } from '../../../src/errors.ts';
import { costReport } from '../../../src/ledger/index.ts';
import { createDiscordPlatform, type DiscordOptions } from '../../../src/platforms/discord/index.ts';
import type { CommandDesk } from '../../../src/ports/command-desk.ts';
import type { MeetingDocument } from '../../../src/ports/document-writer.ts';
import { type LocalDiscord, type DiscordOptions as LocalOptions, startDiscord } from '../../doubles/discord/index.ts';
import { MemoryGlossaryStore } from '../../doubles/memory-glossary-store.ts';
import { MemoryGuildStore } from '../../doubles/memory-guild-store.ts';
import { MemoryLabelStore } from '../../doubles/memory-label-store.ts';
import { MemoryLedgerStore } from '../../doubles/memory-ledger-store.ts';
import { MemoryLiveMeetingStore } from '../../doubles/memory-live-meeting-store.ts';
import { MemoryMeetingStore } from '../../doubles/memory-meeting-store.ts';
import { MemoryNoteStore } from '../../doubles/memory-note-store.ts';
import { MemoryPostStore } from '../../doubles/memory-post-store.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';
import { FakeLiveMeetings } from './fake-live.ts';

/** What outlives a platform: the stores, and the meetings behind the commands. */
export function aBackground() {
  const live = new FakeLiveMeetings();
  const forgotten: unknown[] = [];
  const stores = { posts: new MemoryPostStore(), notes: new MemoryNoteStore(), labels: new MemoryLabelStore() };
  const captions = new Map<string, readonly Caption[]>();
  const documents = new Map<string, MeetingDocument>();
  const document = async (id: string): Promise<MeetingDocument> => {
    const found = documents.get(id);
    if (!found) throw new MomError('meeting_unknown', `There is no meeting ${id}.`);
    return found;
  };
  const services: CommandServices = {
    store: new MemoryMeetingStore(),
    liveMeetings: new MemoryLiveMeetingStore(),
    documents: textWriter,
    document,
    translate: async (found) => found,
    forgetMeeting: async () => ({ files: 0, isPosted: false }) as never,
    glossary: new MemoryGlossaryStore(),
    learn: async ({ correction }) => ({ correction, count: 0 }) as never,
    undoEdits: async () => [],
    timeZone: 'UTC',
    commands,
    templates: ['auto', 'standup'],
    costs: { report: async (scope, month) => await emptyReport(scope, month), draw: async () => new Uint8Array([1]) },
    adminNotices: async () => [],
    chat: {
      live,
      guilds: new MemoryGuildStore(),
      forgetMember: async (request) => {
        forgotten.push(request);
        return nothingForgotten;
      },
    },
  };
  return { live, forgotten, ...stores, captions, documents, document, services };
}
export type Background = ReturnType<typeof aBackground>;

const nothingForgotten = { meetings: 1, utterances: 3, claims: 1, audioBytes: 100, posts: 2, waiting: 0 };
const emptyReport = (scope: string | null, month: string | null) => {
  const budgets = { meeting: null, day: null, month: null, scopeMonth: null };
  return costReport(new MemoryLedgerStore(), { scope, month, nowMs: 0, timeZone: 'UTC', budgets, quotas: [] });
};

/** Text instead of each format. */
const textWriter = {
  render: async (format: string, { meeting }: MeetingDocument) =>
    new TextEncoder().encode(`${format} of ${meeting.title}`),
  [Symbol.asyncDispose]: async () => undefined,
};

export const deskOf = ({ services }: Background): CommandDesk => ({
  commands,
  groups: commandGroups,
  run: (call) => runCommand(call, services),
  suggest: (call, option, typed) => suggestValues(call, option, typed, services),
});

interface PlatformChoices
  extends Partial<Pick<DiscordOptions, 'token' | 'clock' | 'marksNickname' | 'captionsOf' | 'documents'>> {
  readonly background?: Background;
  readonly desk?: CommandDesk;
  readonly isStarted?: boolean;
}

/** Our platform over an unmodified discord.js, logged in to a local Discord. */
export async function aPlatform(discord: LocalDiscord, choices: PlatformChoices = {}) {
  const { background = aBackground(), isStarted = true, desk, ...rest } = choices;
  const { log, lines } = recordedLog();
  const { posts, notes, labels, captions, live, document } = background;
  const platform = createDiscordPlatform({
    token: discord.token,
    apiUrl: discord.apiUrl,
    clock: systemClock,
    log,
    posts,
    notes,
    labels,
    documents: textWriter,
    captionsOf: async (meetingId) => captions.get(meetingId) ?? [],
    marksNickname: async () => false,
    ...rest,
  });
  const services = {
    desk: desk ?? deskOf(background),
    currentMeetingId: async () => live.current?.meetingId ?? null,
    document,
  };
  const start = (signal = new AbortController().signal) => platform.start(services, signal);
  if (isStarted) await start();
  return { platform, start, background, live, lines, [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose]() };
}

/** A local Discord with our platform in it; nothing is limited unless told. */
export async function aServer(options: LocalOptions = {}, choices: PlatformChoices = {}) {
  const discord = await startDiscord({ rates: 'none', ...options });
  const session = await aPlatform(discord, choices);
  const guild = discord.guild();
  return {
    ...session,
    discord,
    guild,
    general: guild.channel('general'),
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}
export type Server = Awaited<ReturnType<typeof aServer>>;

let captionCount = 0;

export const aCaption = (changes: Partial<Caption> = {}): Caption => {
  captionCount += 1;
  const id = changes.id ?? `s${captionCount}`;
  const startMs = changes.startMs ?? captionCount * 1_000;
  return {
    id,
    trackId: '1001',
    speaker: '1001',
    name: 'Ann',
    startMs,
    endMs: startMs + 900,
    text: `words of ${id}`,
    confidence: 0.9,
    language: 'en',
    isFinal: true,
    ...changes,
  };
};
