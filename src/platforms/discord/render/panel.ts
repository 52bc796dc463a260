import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { PanelState, PanelView } from '../../../ports/meeting-thread.ts';
import type { PostBody } from '../thread/post-body.ts';
import { clockText, counted, momentText } from './clock-text.ts';
import { type Action, customId } from './custom-ids.ts';
import { cut, safeLine, safeName, safeTitle } from './safe-text.ts';

/** Colours of Discord's own palette; red is what recorders are known by. */
const STATES = {
  joining: { label: 'Joining the call …', color: 0xf0b232 },
  recording: { label: '● Recording and transcribing', color: 0xda373c },
  paused: { label: '❚❚ Off the record', color: 0x80848e },
  reconnecting: { label: 'Reconnecting; what is said now may be missing', color: 0xf0b232 },
  writing: { label: 'The call is over; the minutes are being written', color: 0x5865f2 },
  done: { label: '✔ Done', color: 0x248046 },
  failed: { label: '✘ This meeting could not be finished', color: 0x4e5058 },
} satisfies Record<PanelState, { readonly label: string; readonly color: number }>;

const ENDED: ReadonlySet<PanelState> = new Set(['writing', 'done', 'failed']);
const NAMES_SHOWN = 25;
const ACTIVITIES_SHOWN = 10;
const ACTIVITY_LENGTH = 120;

export interface PanelPlace {
  /** Null before there is one. */
  readonly threadId: string | null;
}

/** The control panel: state, who is recorded, counters, what happened last, and buttons that end with the call. */
export function renderPanel(view: PanelView, { threadId }: PanelPlace): PostBody {
  const { label, color } = STATES[view.state];
  const parts: APIComponentInContainer[] = [
    text(headOf(view, label)),
    text(peopleOf(view)),
    text(factsOf(view, threadId)),
  ];
  if (!ENDED.has(view.state) && view.activities.length > 0) parts.push(separator, text(activitiesOf(view)));
  parts.push({ type: ComponentType.ActionRow, components: buttonsOf(view) });
  const shown = parts.filter((part) => part.type !== ComponentType.TextDisplay || part.content !== '');
  const container: APIMessageTopLevelComponent = {
    type: ComponentType.Container,
    accent_color: color,
    components: shown,
  };
  return { components: [container] };
}

const text = (content: string): APIComponentInContainer => ({ type: ComponentType.TextDisplay, content });
const separator: APIComponentInContainer = { type: ComponentType.Separator };

const headOf = ({ title, startedAtMs }: PanelView, label: string): string =>
  `### ${safeTitle(title)}\n**${label}** · since ${momentText(startedAtMs, 't')}`;

/** Names are for those who may still object; afterwards the minutes tell who spoke. */
function peopleOf({ state, recorded, optedOut }: PanelView): string {
  if (ENDED.has(state)) return '';
  const lines = [`**Recorded:** ${namesOf(recorded)}`];
  if (optedOut.length > 0) lines.push(`**Not recorded, by their own wish:** ${namesOf(optedOut)}`);
  return lines.join('\n');
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return 'nobody';
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).map(safeName).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function factsOf(view: PanelView, threadId: string | null): string {
  const { captions, packets, lostPackets, privacyCode, voiceChannelId, startedBy } = view;
  const share = packets + lostPackets === 0 ? 0 : (lostPackets * 100) / (packets + lostPackets);
  const facts = [
    voiceChannelId === '' ? '' : `<#${voiceChannelId}>`,
    counted(captions, 'caption'),
    `${counted(packets, 'packet')}, ${share.toFixed(2)} % lost on the way`,
    threadId === null ? '' : `notes in <#${threadId}>`,
  ];
  const lines = [facts.filter((fact) => fact !== '').join(' · ')];
  if (startedBy !== null) lines.push(`-# Started by ${safeName(startedBy)}`);
  if (privacyCode !== null && !ENDED.has(view.state))
    lines.push(`-# Voice privacy code ${safeLine(privacyCode)}: the same stands in your client's call details`);
  return lines.join('\n');
}

function activitiesOf({ activities, startedAtMs }: PanelView): string {
  const lines = activities
    .slice(0, ACTIVITIES_SHOWN)
    .map(({ atMs, text: what }) => `\`${clockText(atMs - startedAtMs)}\` ${cut(safeLine(what), ACTIVITY_LENGTH)}`);
  return lines.join('\n');
}

function buttonsOf({ state, meetingId }: PanelView): APIButtonComponentWithCustomId[] {
  const isEnded = ENDED.has(state);
  const isPaused = state === 'paused';
  const button = (action: Action, label: string, style: APIButtonComponentWithCustomId['style']) => ({
    type: ComponentType.Button as const,
    style,
    label,
    custom_id: customId(action, meetingId),
    disabled: isEnded,
  });
  return [
    button('stop', 'Stop', ButtonStyle.Danger),
    isPaused ? button('resume', 'Resume', ButtonStyle.Success) : button('pause', 'Pause', ButtonStyle.Secondary),
    button('off-record', 'Off the record', ButtonStyle.Secondary),
    button('note', 'Note', ButtonStyle.Primary),
    button('optout', 'Opt out', ButtonStyle.Secondary),
  ];
}
