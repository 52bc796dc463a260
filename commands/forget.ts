import { MomError } from '../src/errors.ts';
import type { ForgetReceipt } from '../src/meeting/index.ts';
import { type CommandCall, namedOf, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, type CommandServices, textReply } from './command.ts';
import { counted } from './duration-text.ts';
import { findMeetingId, meetingOption } from './find-meeting.ts';
import { plain } from './plain.ts';

/** Deletes the caller's own voice and words. */
export const forgetMeCommand: Command = {
  group: 'forget',
  name: 'me',
  description: 'Delete my voice and my words: sound, transcript, minutes and posts',
  options: [meetingOption('Only in this one; in all unless told')],
  access: 'anyone',
  isPrivate: true,
  isChatOnly: true,
  async run(call, services) {
    return textReply(...receiptLines(await forget(call, services, call.caller.userId), 'you'));
  },
};

/** The same for somebody who asked an admin. */
export const forgetMemberCommand: Command = {
  group: 'forget',
  name: 'member',
  description: "Delete a member's voice and words",
  options: [
    { type: 'user', name: 'member', description: 'Whose', isRequired: true },
    meetingOption('Only in this one; in all unless told'),
  ],
  access: 'admin',
  isPrivate: true,
  isChatOnly: true,
  async run(call, services) {
    const member = namedOf(call, 'member');
    if (!member) throw new MomError('usage', 'Say whose words are to be deleted.');
    return textReply(...receiptLines(await forget(call, services, member.id), plain(member.name)));
  },
};

/** Deletes a meeting: every word, every time, every claim. A recording that somebody gave stays theirs. */
export const forgetMeetingCommand: Command = {
  group: 'forget',
  name: 'meeting',
  description: 'Delete everything that is stored about a meeting',
  options: [meetingOption('Id of the meeting', true)],
  access: 'admin',
  isPrivate: true,
  async run(call, services) {
    const id = await findMeetingId(call, services);
    const { wasThere, hasPostsLeft } = await services.forgetMeeting(id);
    if (!wasThere) throw new MomError('meeting_unknown', `There is no meeting ${id}.`);
    const posts = hasPostsLeft ? ' Its posts are removed as soon as they can be reached.' : '';
    return textReply(`Meeting ${id} is deleted: transcript, minutes and everything derived from them.${posts}`);
  },
};

/** Whoever wants to be forgotten need not be able to see the meeting any more. */
async function forget(call: CommandCall, services: CommandServices, userId: string): Promise<ForgetReceipt> {
  const meetingId = textOf(call, 'meeting')?.trim() || null;
  return await chatOf(services).forgetMember({ scope: call.scope, userId, meetingId });
}

function receiptLines(receipt: ForgetReceipt, whom: string): string[] {
  const { meetings, utterances, claims, audioBytes, posts, waiting } = receipt;
  if (meetings + waiting === 0)
    return [
      `Nothing of ${whom} is stored in this server.`,
      ...(posts > 0 ? [`Removed: ${counted(posts, 'notice')} with the name.`] : []),
    ];
  const done = [
    counted(utterances, 'utterance'),
    `${counted(claims, 'statement')} of minutes`,
    `${(audioBytes / 1_000_000).toFixed(1)} MB of sound`,
    `${counted(posts, 'post')} edited or removed`,
  ];
  return [
    ...(meetings > 0 ? [`Deleted in ${counted(meetings, 'meeting')}: ${done.join(', ')}.`] : []),
    ...(waiting > 0
      ? [
          `${counted(waiting, 'meeting')} could not be cleared yet (still going on, or out of reach); this is done by itself.`,
        ]
      : []),
    'In uploaded recordings nobody knows whose voice is whose: an admin can delete those with `/mom forget meeting`.',
  ];
}
