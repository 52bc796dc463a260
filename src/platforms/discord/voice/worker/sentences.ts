import type { ErrorCode } from '../../../../errors.ts';
import type { VoiceEnd } from '../../../../ports/voice-capture.ts';
import type { ChannelFault } from '../guild-adapter.ts';

/** What people read when capture can't begin or go on. */

interface Refusal {
  readonly code: ErrorCode;
  readonly end: VoiceEnd;
  readonly text: string;
}

export const refusals: Record<ChannelFault, Refusal> = {
  full: {
    code: 'voice_full',
    end: 'refused',
    text: 'The voice channel is full. Raise its user limit, let somebody leave, or give me the permission "Move Members", with which I may enter anyway.',
  },
  forbidden: {
    code: 'voice_forbidden',
    end: 'refused',
    text: 'I may not enter that voice channel. Give me the permissions "View Channel" and "Connect" there.',
  },
  missing: { code: 'voice_failed', end: 'channel-deleted', text: 'the channel is not there any more' },
};

export const UNANSWERED =
  'Discord did not let me into the voice channel. If it has a user limit, somebody must leave or I need the permission "Move Members"; if not, try again in a minute.';
export const UNREACHABLE =
  "I was let into the voice channel, but its voice server can't be reached. Is UDP blocked by a firewall here? Otherwise try again in a minute or change the channel's region.";
export const ENCRYPTION_REQUIRED =
  'The call is end-to-end encrypted in a way that this version of AI MOM does not know; please update AI MOM.';
export const KICKED = 'Somebody disconnected me from the voice channel.';
export const CHANNEL_DELETED = 'The voice channel was deleted.';
export const LOST = 'The voice connection was lost and could not be made again.';

/** A sentence as the end of another one. */
export const clauseOf = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;

export const warnings = {
  'no-audio':
    "Nobody could be heard for two minutes, though somebody is not muted. I have already joined anew; please check that you can hear each other, or change the channel's region.",
  deafened: 'A moderator has deafened me, so I hear nobody. Undeafen me to go on recording.',
  'encryption-trouble':
    "The keys of this call are exchanged again and again, so words may be missing. Changing the channel's region usually helps. I keep recording.",
  'announcement-failed': 'The sound that tells everybody about the recording could not be played. Please tell them.',
} as const;

export const receiveBufferWarning = (grantedBytes: number, askedBytes: number): string =>
  `This machine grants ${Math.round(grantedBytes / 1024)} KiB for incoming sound instead of ${Math.round(askedBytes / 1024)} KiB, so sound can be lost when it is very busy. An administrator can raise it: sysctl -w net.core.rmem_max=${askedBytes}`;

export const lowDiskWarning = (freeMegabytes: number, keptMegabytes: number): string =>
  `The disk that I record on is nearly full: ${freeMegabytes} MB are left. I go on until it is ${keptMegabytes} MB; an administrator should free some space.`;
export const diskEndingWarning = (keptMegabytes: number): string =>
  `Less than ${keptMegabytes} MB are left on the disk that I record on. Unless an administrator frees some space, recording ends in a minute, so that the minutes find room.`;
export const DISK_RECOVERED = 'The disk takes the recording again, so it goes on.';
