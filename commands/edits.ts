import type { TranscriptEdit } from '../src/domain/minutes.ts';
import { MomError } from '../src/errors.ts';
import type { UndoRequest } from '../src/meeting/index.ts';
import { textOf } from './call.ts';
import { type Command, type CommandServices, textReply } from './command.ts';
import { findMeetingId, meetingOption } from './find-meeting.ts';
import { plain } from './plain.ts';

/** Shows the words that the seats agreed were misheard, and gives people those back that were right. */
export const editsCommand: Command = {
  name: 'edits',
  description: 'Show or take back words that the models corrected',
  options: [
    {
      type: 'string',
      name: 'undo',
      description: 'Number from the list, or all',
      isRequired: false,
      maxLength: 100,
    },
    meetingOption('The newest unless told'),
  ],
  access: 'anyone',
  isPrivate: true,
  async run(call, services) {
    const numbers = checkedNumbers(textOf(call, 'undo'));
    const meetingId = await findMeetingId(call, services);
    if (numbers === null) return textReply(...(await listOf(meetingId, services)));
    const undone = await services.undoEdits({ meetingId, numbers });
    if (undone.length === 0) return textReply(`There is nothing to take back in meeting ${meetingId}.`);
    return textReply(
      `Taken back in meeting ${meetingId}; export its files again.`,
      ...undone.map(({ from, to }) => `- "${plain(to)}" is "${plain(from)}" again`),
      ...(await postLines(meetingId, services)),
    );
  },
};

/** Null where nothing is to be taken back. @throws MomError usage */
function checkedNumbers(value: string | undefined): UndoRequest['numbers'] | null {
  if (value === undefined) return null;
  const words = value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 1 && words[0] === 'all') return 'all';
  if (words.length > 0 && words.every((word) => /^[1-9]\d{0,5}$/.test(word))) return words.map(Number);
  throw new MomError('usage', `"${plain(value)}" is no number from the list; say one, several as 1,3, or all.`);
}

async function listOf(meetingId: string, { document }: CommandServices): Promise<string[]> {
  const { edits } = (await document(meetingId)).minutes;
  if (edits.length === 0) return [`The models corrected no words in meeting ${meetingId}.`];
  return [
    `**Corrected words in meeting ${meetingId}**`,
    ...edits.map(lineOf),
    'Say undo and a number to take one back.',
  ];
}

function lineOf({ from, to, votes, isUndone }: TranscriptEdit, index: number): string {
  const models = `${votes} model${votes === 1 ? '' : 's'}`;
  return `${index + 1}. "${plain(from)}" is "${plain(to)}" (${isUndone ? 'taken back' : models})`;
}

/** A terminal changes what is stored; what stands in a chat is changed by whoever is logged in there. */
async function postLines(meetingId: string, { liveMeetings, chat }: CommandServices): Promise<string[]> {
  if (!(await liveMeetings.find(meetingId))?.thread) return [];
  return [
    chat ? 'Its post is changed as well.' : 'Its post stays as it is: that is changed by /mom edits in the chat.',
  ];
}
