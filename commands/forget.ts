import { MomError } from '../src/errors.ts';
import { type Command, textReply } from './command.ts';

/** Deletes a meeting: every word, every time, every claim. The recording itself belongs to whoever gave it. */
export const forgetCommand: Command = {
  name: 'forget',
  description: 'Delete everything that is stored about a meeting',
  options: [{ name: 'meeting', description: 'Id of the meeting', isRequired: true }],
  access: 'admin',
  async run(call, { forget }) {
    const id = call.values['meeting'] ?? '';
    const wasThere = await forget(id);
    if (!wasThere) throw new MomError('meeting_unknown', `There is no meeting ${id}.`);
    return textReply(`Meeting ${id} is deleted: transcript, minutes and everything derived from them.`);
  },
};
