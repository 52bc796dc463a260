import { MomError } from '../src/errors.ts';
import type { MeetingSummary } from '../src/ports/meeting-store.ts';
import { type CommandCall, LOCAL_SCOPE, textOf } from './call.ts';
import type { Choice, CommandServices, Suggest, TextOption } from './command.ts';

/** So many of the newest meetings are looked through. */
const LOOKED_AT = 200;
const SUGGESTED = 25;
/** Discord's limit of what a choice is called. */
const LONGEST_CHOICE = 100;

/**
 * The meeting that a call is about: the one it names, else the newest finished one. A meeting that the caller may not see is as good as
 * none.
 *
 * @throws MomError meeting_unknown
 */
export async function findMeetingId(call: CommandCall, services: CommandServices): Promise<string> {
  const named = textOf(call, 'meeting')?.trim();
  if (named) return await visibleId(named, call, services);
  const [newest] = await visibleMeetings(call, services, { limit: 1, isWanted: isDone });
  if (!newest) throw new MomError('meeting_unknown', 'There is no finished meeting yet.');
  return newest.id;
}

interface Wanted {
  readonly limit: number;
  readonly isWanted?: (meeting: MeetingSummary) => boolean;
  /** The caller's unless told; a terminal's are all. */
  readonly scope?: string | undefined;
}

export const isDone = ({ state }: MeetingSummary): boolean => state === 'done';

/** The newest meetings that the caller may see. */
export async function visibleMeetings(
  call: CommandCall,
  services: CommandServices,
  { limit, isWanted = () => true, scope = call.scope === LOCAL_SCOPE ? undefined : call.scope }: Wanted,
): Promise<readonly MeetingSummary[]> {
  const found: MeetingSummary[] = [];
  for (const meeting of await services.store.listMeetings(LOOKED_AT, scope)) {
    if (found.length === limit) break;
    if (isWanted(meeting) && (await canSee(meeting.id, call, services))) found.push(meeting);
  }
  return found;
}

const suggestMeetings: Suggest = async (typed, call, services) => {
  const sought = typed.trim().toLowerCase();
  const isWanted = ({ id, title }: MeetingSummary): boolean => `${id} ${title}`.toLowerCase().includes(sought);
  const day = new Intl.DateTimeFormat('sv', { timeZone: services.timeZone, dateStyle: 'short' });
  const toChoice = ({ id, title, startedAtMs }: MeetingSummary): Choice => ({
    name: `${day.format(startedAtMs)} ${title}`.slice(0, LONGEST_CHOICE).toWellFormed(),
    value: id,
  });
  return (await visibleMeetings(call, services, { limit: SUGGESTED, isWanted })).map(toChoice);
};

/** The option by which a command is told its meeting. */
export const meetingOption = (description: string, isRequired = false): TextOption => ({
  type: 'string',
  name: 'meeting',
  description,
  isRequired,
  suggest: suggestMeetings,
  maxLength: 100,
});

async function visibleId(id: string, call: CommandCall, services: CommandServices): Promise<string> {
  const scope = (await services.store.findMeeting(id))?.settings.scope;
  const isOwn = scope !== undefined && (scope === call.scope || call.scope === LOCAL_SCOPE);
  if (isOwn && (await canSee(id, call, services))) return id;
  throw new MomError('meeting_unknown', `There is no meeting ${id}.`);
}

/** Whoever may see the channels in which a call began and ended may read what was said. Where nobody knows them only admins may. */
async function canSee(id: string, { caller, scope }: CommandCall, { liveMeetings }: CommandServices): Promise<boolean> {
  if (caller.isAdmin || scope === LOCAL_SCOPE) return true;
  const record = await liveMeetings.find(id);
  return record !== null && caller.canSee(record.voiceChannelId) && caller.canSee(record.callChannelId);
}
