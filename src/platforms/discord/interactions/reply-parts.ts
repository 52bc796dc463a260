import type { ChatReply } from '../../../ports/command-desk.ts';
import { CONTENT_LIMIT } from '../render/captions.ts';
import { splitText } from '../render/split-text.ts';

export interface ReplyPart {
  readonly content: string;
  readonly files: { readonly name: string; readonly attachment: Buffer }[];
}

/** A longer text is easier to read as a file. */
const MOST_MESSAGES = 4;
/** docs: "Create Message" */
const MOST_FILES = 10;
const LONG_NAME = 'answer.md';
/** A request as a whole is at most 25 MiB (docs: "Uploading Files"). */
const REQUEST_LIMIT_BYTES = 24 * 1_024 * 1_024;

/** An answer as messages of at most 2,000 characters; files stand with the last one. Never empty. */
export function replyParts(
  { text, files }: Pick<ChatReply, 'text' | 'files'>,
  fileLimitBytes: number,
): readonly ReplyPart[] {
  const limitBytes = Math.min(fileLimitBytes, REQUEST_LIMIT_BYTES);
  const split = splitText(text.trim() === '' && files.length === 0 ? 'Done.' : text, CONTENT_LIMIT);
  const isLong = split.length > MOST_MESSAGES;
  const whole = isLong ? [{ name: LONG_NAME, bytes: new TextEncoder().encode(text) }] : [];
  const all = [...files, ...whole];
  const fitting = fittingFiles(all, limitBytes);
  const left = all.filter((file) => !fitting.includes(file)).map(({ name }) => `-# ${name} is too large for Discord.`);
  const shown = isLong ? split.slice(0, 1) : split;
  const texts = left.length === 0 ? shown : withLines(shown, left);
  const attached = fitting.map(({ name, bytes }) => ({ name, attachment: Buffer.from(bytes) }));
  if (texts.length === 0) return [{ content: '', files: attached }];
  return texts.map((content, index) => ({ content, files: index === texts.length - 1 ? attached : [] }));
}

function fittingFiles(files: ChatReply['files'], limitBytes: number): ChatReply['files'] {
  let bytes = 0;
  return files.slice(0, MOST_FILES).filter((file) => {
    const isFitting = file.bytes.byteLength <= limitBytes && bytes + file.bytes.byteLength <= REQUEST_LIMIT_BYTES;
    if (isFitting) bytes += file.bytes.byteLength;
    return isFitting;
  });
}

function withLines(texts: readonly string[], lines: readonly string[]): readonly string[] {
  const last = splitText([...texts.slice(-1), ...lines].join('\n'), CONTENT_LIMIT);
  return [...texts.slice(0, -1), ...last];
}
