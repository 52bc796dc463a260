import { MomError } from '../src/errors.ts';
import type { LiveStatus } from '../src/ports/live-meetings.ts';
import { type Caller, type CommandCall, guildOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import type { Access, Command, CommandServices, Requirement } from './command.ts';

/** What a requirement is looked at against, as it is at the moment of the call. */
interface Facts {
  readonly caller: Caller;
  readonly status: LiveStatus | null;
}

const REQUIREMENTS: Readonly<Record<Requirement, (facts: Facts) => MomError | null>> = {
  'in-voice': ({ caller }) =>
    caller.voiceChannelId === null ? refuse('usage', 'Join a voice channel first; that one is recorded.') : null,
  idle: ({ caller, status }) => (status === null ? null : busy(status, caller)),
  recording: ({ status }) =>
    status === null ? refuse('meeting_unknown', 'Nothing is being recorded in this server.') : null,
  'in-meeting': ({ caller, status }) =>
    caller.isAdmin || caller.voiceChannelId === status?.voiceChannelId
      ? null
      : refuse('not_allowed', 'Only people in the recorded call, and admins, can do that.'),
};

const REFUSALS = {
  admin: 'Only admins of this server can do that.',
  starter: 'In this server only admins can do that (see /mom settings show).',
} satisfies Record<Exclude<Access, 'anyone'>, string>;

/**
 * Lets a call through when all that its command asks for is so now.
 *
 * @throws MomError not_allowed, usage, voice_busy, meeting_unknown
 */
export async function checkRequirements(command: Command, call: CommandCall, services: CommandServices): Promise<void> {
  if (command.isChatOnly) chatOf(services);
  await checkAccess(command, call, services);
  if (!command.requires?.length) return;
  const facts = { caller: call.caller, status: await chatOf(services).live.status(guildOf(call)) };
  for (const requirement of command.requires) {
    const fault = REQUIREMENTS[requirement](facts);
    if (fault) throw fault;
  }
}

async function checkAccess(
  { access }: Command,
  { caller, scope }: CommandCall,
  services: CommandServices,
): Promise<void> {
  if (access === 'anyone' || caller.isAdmin) return;
  if (access === 'starter' && (await chatOf(services).guilds.settings(scope)).startAccess === 'everyone') return;
  throw refuse('not_allowed', REFUSALS[access]);
}

const refuse = (code: 'usage' | 'not_allowed' | 'meeting_unknown' | 'voice_busy', sentence: string): MomError =>
  new MomError(code, sentence);

function busy({ voiceChannelId }: LiveStatus, caller: Caller): MomError {
  if (voiceChannelId === caller.voiceChannelId)
    return refuse('voice_busy', 'This call is already being recorded; see /mom status.');
  return refuse(
    'voice_busy',
    'Another call of this server is being recorded, and one account can only be in one call of a server. Stop that one first.',
  );
}
