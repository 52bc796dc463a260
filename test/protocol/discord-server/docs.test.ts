import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands, pathOf, runCommand } from '../../../commands/index.ts';
import { MomError, toMomError } from '../../../src/errors.ts';
import { activities, endNotices, notices } from '../../../src/meeting/live/notices.ts';
import { INVITE_PERMISSIONS, inviteUrl } from '../../../src/platforms/discord/invite.ts';
import { renderCaptions } from '../../../src/platforms/discord/render/captions.ts';
import { renderJudge } from '../../../src/platforms/discord/render/judge.ts';
import { renderDraft } from '../../../src/platforms/discord/render/live-draft.ts';
import { minutesMessages } from '../../../src/platforms/discord/render/minutes-messages.ts';
import { renderPanel } from '../../../src/platforms/discord/render/panel.ts';
import type { PostBody } from '../../../src/platforms/discord/thread/post-body.ts';
import { statusOf } from '../../../src/platforms/discord/thread/voice-signs.ts';
import {
  DISK_RECOVERED,
  diskEndingWarning,
  ENCRYPTION_REQUIRED,
  lowDiskWarning,
  receiveBufferWarning,
  refusals,
  UNANSWERED,
  UNREACHABLE,
  warnings,
} from '../../../src/platforms/discord/voice/worker/sentences.ts';
import type { ChatCall } from '../../../src/ports/command-desk.ts';
import type { PanelState } from '../../../src/ports/meeting-thread.ts';
import { aDocument } from './a-document.ts';
import { aDraft } from './a-draft.ts';
import { aView } from './a-view.ts';
import { aLiveStatus } from './fake-live.ts';
import { aBackground, aCaption } from './rig.ts';

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);

interface Part {
  readonly type?: number;
  readonly content?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly file?: { readonly url: string };
  readonly components?: readonly Part[];
}

/** A message as a person sees it; buttons in brackets. */
function seen(body: PostBody): string {
  return 'content' in body ? body.content : linesOf(body.components as readonly Part[]).join('\n');
}

function linesOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.type === 1)
      return [(part.components ?? []).map(({ label, disabled }) => `[${label}${disabled ? ' (off)' : ''}]`).join(' ')];
    if (part.type === 14) return ['———'];
    if (part.file) return [`📎 ${part.file.url.replace('attachment://', '')}`];
    return part.components ? linesOf(part.components) : [part.content ?? ''];
  });
}

const shown = (heading: string, text: string): string => `## ${heading}\n\n~~~\n${text}\n~~~`;

function panels(): string[] {
  const states: readonly PanelState[] = ['joining', 'recording', 'paused', 'reconnecting', 'writing', 'done', 'failed'];
  return states.map((state) => {
    const view = aView({
      state,
      voiceChannelId: '222222222222222222',
      privacyCode: state === 'recording' ? '12345 67890' : null,
    });
    return shown(`Panel: ${state}`, seen(renderPanel(view, { threadId: '333333333333333333' })));
  });
}

function threadMessages(): string[] {
  const link = () => 'https://discord.com/channels/1/2/3';
  const member = {
    userId: '1001',
    name: 'Ann',
    packets: 4_500,
    lostPackets: 9,
    lossPercent: 0.2,
    lostMs: 180,
    gaps: 2,
    decryptFailures: 0,
    spokenMs: 90_000,
  };
  const receipt = {
    members: [member, { ...member, userId: '1002', name: 'Bob `the` builder', spokenMs: 60_000 }],
    reconnects: 1,
    disconnectedMs: 1_300,
    pausedMs: 65_000,
  };
  const files = ['minutes-m1.md', 'transcript-m1.txt', 'transcript-m1.vtt'].map((name) => ({
    name,
    bytes: new Uint8Array(),
  }));
  const minutes = minutesMessages({ document: aDocument(), receipt, costUsd: 0.0123 }, files, link);
  const judge = renderJudge('m1', aDocument().minutes).map((components) =>
    linesOf(components as readonly Part[]).join('\n'),
  );
  const said = () => ({ startMs: 65_000, url: link() });
  const quotes = aDraft({ source: 'local', topic: null, openQuestions: [] });
  const captions = [aCaption({ name: 'Ann', startMs: 5_000, text: 'We ship on *Friday*, @everyone.' })];
  return [
    shown('Captions of a turn', renderCaptions(captions)),
    shown(
      'Captions that are not final yet',
      renderCaptions([aCaption({ startMs: 65_000, name: 'Bob', text: 'I write', isFinal: false })]),
    ),
    shown('What the call is about so far', seen(renderDraft(aDraft(), said, Date.UTC(2026, 10, 23, 9, 5)))),
    shown('The same without a language model', seen(renderDraft(quotes, said, Date.UTC(2026, 10, 23, 9, 5)))),
    shown('Minutes', minutes.map(seen).join('\n')),
    shown('Was this right? (only for who asks)', judge.join('\n')),
  ];
}

/** What a thread reads beside captions and minutes, and what else is seen of a call. */
function notes(): string[] {
  const clause = 'Why it failed, in a sentence.';
  const said = [
    notices.lateJoiner('Bob'),
    notices.moved,
    notices.lag(11_000),
    notices.noCaptions(clause),
    notices.severalVoices('Room 4'),
    notices.emptied(10),
    notices.notReopened(clause),
    notices.resumed,
    notices.notResumed(clause),
    notices.nobodyHeard,
    notices.nothingUnderstood,
    notices.notWritten(clause),
    notices.failed(clause),
  ];
  expect(new Set(said).size).toBe(Object.keys(notices).length);
  const ends = Object.values(endNotices).flatMap((notice) => notice?.(clause) ?? []);
  const warned: string[] = [...Object.values(warnings), receiveBufferWarning(212_992, 4_194_304)];
  warned.push(lowDiskWarning(480, 64), diskEndingWarning(64), DISK_RECOVERED);
  const happened = Object.values(activities).map((text) => {
    if (typeof text === 'string') return text;
    return text === activities.erased ? activities.erased(300_000) : (text as (name: string) => string)('Ann');
  });
  const states: readonly PanelState[] = ['recording', 'paused'];
  const signs = states.flatMap((state) => statusOf(state, '333333333333333333') ?? []);
  return [
    shown('Notices in the thread', said.join('\n')),
    shown('Why recording ended, in the thread', [...new Set(ends)].join('\n')),
    shown('Warnings in the thread', warned.join('\n')),
    shown('What the panel lists', happened.map((text) => `\`0:05\` ${text}`).join('\n')),
    shown('The status line of the voice channel', signs.join('\n')),
  ];
}

/** Said to who wants to start. */
const refused = (): string[] => {
  const texts = Object.values(refusals).map(({ code, text }) => new MomError(code, text).sentence);
  const more = [UNANSWERED, UNREACHABLE].map((text) => new MomError('voice_timeout', text).sentence);
  return [shown('When the bot can not come into the call', [...texts, ...more, ENCRYPTION_REQUIRED].join('\n'))];
};

const VALUES: Readonly<Record<string, ChatCall['values']>> = {
  start: { title: 'Standup' },
  note: { text: 'Call the bank' },
  'off-record': { minutes: 5 },
  upload: { file: { name: 'talk.mp3', url: 'https://cdn.example/talk.mp3', bytes: 5 } },
  correct: { from: 'Cube', to: 'Kube' },
  'settings set': { language: 'de' },
  'settings auto-join': { 'min-members': 3 },
  'settings reset': { setting: 'language' },
  'profile set': { keywords: 'release' },
  'forget member': { member: { id: '1002', name: 'Bob' } },
  'forget meeting': { meeting: 'm1' },
};

/** Each command with meetings that record nothing. */
async function replies(): Promise<string[]> {
  const texts: string[] = [];
  for (const command of commands) {
    const background = aBackground();
    background.live.current =
      pathOf(command) === 'start'
        ? null
        : aLiveStatus({ voiceChannelId: '222222222222222222', startedAtMs: Date.UTC(2026, 10, 23, 9) });
    background.documents.set('m1', aDocument());
    const caller = {
      userId: '1001',
      name: 'Ann',
      isAdmin: true,
      voiceChannelId: '222222222222222222',
      canSee: () => true,
    };
    const place = {
      scope: '111111111111111111',
      guildId: '111111111111111111',
      channelId: '444444444444444444',
      locale: 'en-US',
    };
    const call = { command: pathOf(command), caller, ...place, values: VALUES[pathOf(command)] ?? {} };
    const reply = await runCommand(call, background.services).catch((error: unknown) => ({
      text: toMomError(error).sentence,
      files: [],
    }));
    const files = reply.files.map(({ name }) => `📎 ${name}`);
    texts.push(
      shown(
        `/mom ${pathOf(command)}${command.isPrivate ? ' (only for who asks)' : ''}`,
        [reply.text, ...files].join('\n'),
      ),
    );
  }
  return texts;
}

const failures = (): string[] => {
  const codes = ['voice_timeout', 'voice_failed', 'thread_failed', 'disk_full', 'discord_failed'] as const;
  const lines = codes.map((code) => new MomError(code, 'what went wrong, in a clause').sentence);
  return [shown('When something fails: one sentence', lines.join('\n'))];
};

describe('docs/messages.md', () => {
  it('shows what is really written (UPDATE_DOCS=1 writes it anew)', async () => {
    const intro = `# Every message on Discord\n\nMade by the code that writes them (\`test/protocol/discord-server/docs.test.ts\`). Buttons stand in brackets, \`<t:…>\` is a time that each reader\nsees in their own zone, \`<#…>\` a channel.`;
    const text = `${[intro, ...panels(), ...threadMessages(), ...notes(), ...(await replies()), ...refused(), ...failures()].join('\n\n')}\n`;
    if (process.env['UPDATE_DOCS']) writeFileSync(docs('messages.md'), text);
    expect(readFileSync(docs('messages.md'), 'utf8')).toBe(text);
  });
});

describe('docs/discord.md', () => {
  it('has the invite link and every permission in it', () => {
    const text = readFileSync(docs('discord.md'), 'utf8');
    expect(text).toContain(inviteUrl('YOUR_APPLICATION_ID'));
    for (const { name } of INVITE_PERMISSIONS) expect(text).toContain(`| ${name} |`);
  });
});
