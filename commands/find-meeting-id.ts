import { MomError } from '../src/errors.ts';
import type { CommandCall, CommandServices } from './command.ts';

/**
 * The meeting that a call is about: the one it names, else the newest finished one.
 *
 * @throws MomError meeting_unknown
 */
export async function findMeetingId(call: CommandCall, { store }: CommandServices): Promise<string> {
  const named = call.values['meeting'];
  if (named) return named;
  const newest = (await store.listMeetings(50)).find((meeting) => meeting.state === 'done');
  if (!newest) throw new MomError('meeting_unknown', 'There is no finished meeting yet.');
  return newest.id;
}
