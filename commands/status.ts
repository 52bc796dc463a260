import type { MemberReceipt } from '../src/domain/receipt.ts';
import type { LiveStatus } from '../src/ports/live-meetings.ts';
import type { PanelState } from '../src/ports/meeting-thread.ts';
import { guildOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { counted, durationText } from './duration-text.ts';
import { plain } from './plain.ts';

const STATES = {
  joining: 'Joining the call',
  recording: 'Recording',
  paused: 'Off the record',
  reconnecting: 'Reconnecting; what is said now may be missing',
  writing: 'Writing the minutes',
  done: 'Done',
  failed: 'Failed',
} satisfies Record<PanelState, string>;

/** Captions that are later than this are worth a word. */
const LATE_MS = 5_000;
const MEMBERS_SHOWN = 25;

/** Says whether and how the recording goes. */
export const statusCommand: Command = {
  name: 'status',
  description: 'Show what is being recorded and whether anything is missing',
  options: [],
  access: 'anyone',
  isPrivate: true,
  isChatOnly: true,
  async run(call, services) {
    const status = await chatOf(services).live.status(guildOf(call));
    if (!status) return textReply('Nothing is being recorded in this server.');
    const { isAdmin, canSee } = call.caller;
    if (!isAdmin && !canSee(status.voiceChannelId))
      return textReply('A call is being recorded in a channel that you can not see.');
    return textReply(...linesOf(status, services.timeZone));
  },
};

function linesOf(status: LiveStatus, timeZone: string): string[] {
  const { title, state, startedAtMs, threadUrl, meetingId, recorded, optedOut, captions, lagMs, seats } = status;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(startedAtMs);
  const isLate = lagMs >= LATE_MS ? `, ${Math.round(lagMs / 1_000)} s behind` : '';
  return [
    `**${plain(title)}** · ${STATES[state]} · since ${time} · ${threadUrl ?? meetingId}`,
    `Recorded: ${namesOf(recorded)}`,
    ...(optedOut.length > 0 ? [`Not recorded: ${namesOf(optedOut)}`] : []),
    `${counted(captions, 'caption')}${isLate} · ${plain(status.engine)}`,
    ...(seats === null ? [] : [plain(seats, 500)]),
    ...receiptLines(status),
  ];
}

const namesOf = (names: readonly string[]): string =>
  names.length === 0 ? 'nobody' : names.map((name) => plain(name, 40)).join(', ');

function receiptLines({ receipt }: LiveStatus): string[] {
  const { members, reconnects, disconnectedMs, pausedMs } = receipt;
  const rest = members.length - MEMBERS_SHOWN;
  return [
    ...members.slice(0, MEMBERS_SHOWN).map(memberLine),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    ...(reconnects > 0
      ? [`${counted(reconnects, 'reconnect')}, ${durationText(disconnectedMs)} without a connection`]
      : []),
    ...(pausedMs > 0 ? [`${durationText(pausedMs)} off the record`] : []),
  ];
}

function memberLine({ name, spokenMs, packets, lostPackets, lossPercent, decryptFailures }: MemberReceipt): string {
  const lost =
    lostPackets === 0 ? 'nothing lost' : `${lostPackets.toLocaleString('en')} lost (${lossPercent.toFixed(1)} %)`;
  const unread = decryptFailures === 0 ? '' : `, ${decryptFailures.toLocaleString('en')} not decrypted`;
  return `- ${plain(name, 40)}: spoke ${durationText(spokenMs)}, ${counted(packets, 'packet')}, ${lost}${unread}`;
}
