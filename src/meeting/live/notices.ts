import { neutralise } from '../../domain/neutralise.ts';
import type { CallEnd } from './call-state.ts';

/** What a thread reads while its meeting goes on; names of members are made plain. */
export const notices = {
  lateJoiner: (name: string): string =>
    `${neutralise(name)}, this call is being recorded and transcribed. Whoever does not want that says /mom optout.`,
  moved:
    'The call goes on in another voice channel. What is said there is written into this thread too, for everybody who can read it; whoever does not want that says /mom pause or /mom stop.',
  lag: (lagMs: number): string =>
    `Captions are ${Math.round(lagMs / 1_000)} s behind, because this machine can't keep up with everybody who talks. Nothing is lost: the transcript is made from the whole recording.`,
  severalVoices: (name: string): string =>
    `Several people seem to share the microphone of ${neutralise(name)}. All their words stand under that one name; whoever joins from a device of their own gets their own.`,
  noCaptions: (sentence: string): string =>
    `There are no live captions: ${sentence} The call is recorded all the same, the transcript follows after it.`,
  resumed: 'I was restarted and go on with this meeting. What was said meanwhile is missing.',
  notResumed: (sentence: string): string =>
    `I was restarted and could not come back into the call: ${sentence} What was recorded until then is being written up.`,
  notReopened: (sentence: string): string => `I could not come back into the call: ${sentence}`,
  emptied: (minutes: number): string =>
    `Everybody has left. Minutes follow in ${minutes} minutes; whoever comes back before that goes on with this meeting.`,
  nobodyHeard: 'Nobody was heard in this meeting, so there are no minutes.',
  nothingUnderstood: 'Nothing that was said in this meeting could be made out, so there are no minutes.',
  notWritten: (sentence: string): string =>
    `The minutes could not be written: ${sentence} The recording is kept, and I try again when I am started the next time.`,
  failed: (sentence: string): string => `The minutes can't be written: ${sentence} The recording is kept.`,
} as const;

/** Why a recording ended, where people should be told. */
export const endNotices: Record<CallEnd, ((text: string) => string) | null> = {
  stopped: null,
  empty: null,
  limit: () =>
    'The longest time that a meeting may last on this machine is over, so recording has ended. Minutes follow.',
  kicked: (text) => `${text} What was recorded until then is being written up.`,
  'channel-deleted': (text) => `${text} What was recorded until then is being written up.`,
  refused: (text) => `${text} What was recorded until then is being written up.`,
  'encryption-required': (text) => `${text} What was recorded until then is being written up.`,
  disk: (text) => `⚠ Recording has stopped. ${text} What was recorded until then is kept and being written up.`,
  lost: (text) => `${text} What was recorded until then is being written up.`,
};

/** What the panel lists. */
export const activities = {
  started: (name: string | null): string =>
    name === null ? 'Recording started by itself' : `${neutralise(name)} started the recording`,
  joined: (name: string): string => `${neutralise(name)} joined`,
  left: (name: string): string => `${neutralise(name)} left`,
  paused: (name: string): string => `${neutralise(name)} went off the record`,
  resumed: (name: string): string => `${neutralise(name)} went on the record`,
  erased: (erasedMs: number): string => `The last ${Math.max(1, Math.round(erasedMs / 60_000))} min were deleted`,
  note: (name: string): string => `${neutralise(name)} took a note`,
  optedOut: (name: string): string => `${neutralise(name)} is not recorded any more`,
  optedIn: (name: string): string => `${neutralise(name)} is recorded again`,
  reconnecting: 'The connection broke off, reconnecting',
  reconnected: 'Connected again',
  restarted: 'AI MOM was restarted',
  restarting: 'AI MOM is being restarted',
  reopened: 'Somebody came back',
  emptied: 'Everybody has left',
  writing: 'Recording has ended, writing the minutes',
  done: 'The minutes are there',
  nothing: 'There was nothing to write minutes of',
  failed: 'The minutes could not be written',
} as const;
