import type { GuildSettings } from '../../domain/guild.ts';

const DAY_MS = 86_400_000;

export interface AgedMeeting {
  readonly id: string;
  /** Epoch ms. Days count from when the meeting came here, however old its recording is. */
  readonly cameAtMs: number;
}

/** What of a meeting is older than its server wants to keep; text takes the audio along. */
export interface DueMeeting {
  readonly meetingId: string;
  readonly due: 'audio' | 'everything';
}

/** Meetings of one scope whose time has come. */
export function retentionDue(
  meetings: readonly AgedMeeting[],
  { audioDays, textDays }: Pick<GuildSettings, 'audioDays' | 'textDays'>,
  nowMs: number,
): readonly DueMeeting[] {
  const isOlder = ({ cameAtMs }: AgedMeeting, days: number | null): boolean =>
    days !== null && nowMs - cameAtMs >= days * DAY_MS;
  return meetings.flatMap((meeting): DueMeeting[] => {
    if (isOlder(meeting, textDays)) return [{ meetingId: meeting.id, due: 'everything' }];
    return isOlder(meeting, audioDays) ? [{ meetingId: meeting.id, due: 'audio' }] : [];
  });
}
