import { MomError } from '../src/errors.ts';
import { type DocumentFormat, documentFormats } from '../src/ports/document-writer.ts';
import type { Command } from './command.ts';
import { findMeetingId } from './find-meeting-id.ts';

/** Gives a finished meeting as a file. */
export const exportCommand: Command = {
  name: 'export',
  description: 'Export a meeting as a file',
  options: [
    { name: 'meeting', description: 'Id of the meeting; the newest one unless told', isRequired: false },
    { name: 'format', description: 'Kind of file, md unless told', isRequired: false, choices: documentFormats },
  ],
  access: 'anyone',
  async run(call, services) {
    const format = checkedFormat(call.values['format'] ?? 'md');
    const document = await services.document(await findMeetingId(call, services));
    const bytes = await services.documents.render(format, document);
    const name = `${document.meeting.id}.${format}`;
    return { text: `${document.meeting.title} as ${name}`, files: [{ name, format, bytes }] };
  },
};

function checkedFormat(value: string): DocumentFormat {
  const format = documentFormats.find((known) => known === value.toLowerCase());
  if (!format) throw new MomError('usage', `"${value}" is no format; known are ${documentFormats.join(', ')}.`);
  return format;
}
