import { MomError } from '../src/errors.ts';
import { type DocumentFormat, documentFormats } from '../src/ports/document-writer.ts';
import { textOf } from './call.ts';
import type { Command } from './command.ts';
import { findMeetingId, meetingOption } from './find-meeting.ts';
import { plain } from './plain.ts';

/** Gives a finished meeting as a file. */
export const exportCommand: Command = {
  name: 'export',
  description: 'Export a meeting as a file',
  options: [
    meetingOption('The newest unless told'),
    {
      type: 'string',
      name: 'format',
      description: 'Kind of file, md unless told',
      isRequired: false,
      choices: documentFormats.map((format) => ({ name: format, value: format })),
    },
  ],
  access: 'anyone',
  isPrivate: true,
  async run(call, services) {
    const format = checkedFormat(textOf(call, 'format') ?? 'md');
    const document = await services.document(await findMeetingId(call, services));
    const bytes = await services.documents.render(format, document);
    const name = `${document.meeting.id}.${format}`;
    return { text: `${plain(document.meeting.title)} as ${name}`, files: [{ name, format, bytes }] };
  },
};

function checkedFormat(value: string): DocumentFormat {
  const format = documentFormats.find((known) => known === value);
  if (!format) throw new MomError('usage', `"${value}" is no format; known are ${documentFormats.join(', ')}.`);
  return format;
}
