import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentFormat, type DocumentWriter, documentFormats } from '../../src/ports/document-writer.ts';
import { aClaim, aDocument } from '../fixtures/meeting-documents.ts';
import { aTalk, aTranscript } from '../fixtures/transcripts.ts';

const textFormats = documentFormats.filter((format) => format !== 'pdf' && format !== 'docx');

const HOSTILE = [
  '<script>alert("1")</script> <b>&amp;</b> ]]> <!-- x -->',
  '00:00:01.000 --> 00:00:02.000',
  '\n\nNOTE hidden\n\n5\n00:00 --> 00:01\nx',
  '# heading | table | `code` **bold** [link](javascript:x) ![](y) ~~no~~',
  '😀 👩‍👩‍👧 🇩🇪 \u{1F9D1}\u{1F3FD}',
  'שלום עולם مرحبا بالعالم \u202E abc',
  '你好世界 こんにちは 안녕하세요',
  'a\0b\u0007c\u001b[31m \ud83d lone \udc00 \ufffe \uffff',
  'x'.repeat(10_000),
  '',
  '   ',
];

/** What every writer of meeting documents does, in every format. */
export function documentWriterContract(name: string, create: () => DocumentWriter): void {
  describe(`document writer: ${name}`, () => {
    let writer: DocumentWriter;
    beforeAll(() => {
      writer = create();
    });
    afterAll(async () => {
      await writer[Symbol.asyncDispose]();
    });

    it.each(documentFormats)('writes a meeting as %s', async (format) => {
      const bytes = await writer.render(format, aDocument());
      expect(bytes.byteLength).toBeGreaterThan(0);
      checkFormat(format, bytes);
    });

    it.each(documentFormats)('writes a meeting in which nothing was said as %s', async (format) => {
      const silence = { summary: 'Nothing was said that could be understood.', summaryClaims: [] };
      const bytes = await writer.render(format, aDocument({ transcript: aTranscript([]), minutes: silence }));
      expect(bytes.byteLength).toBeGreaterThan(0);
      checkFormat(format, bytes);
    });

    it.each(documentFormats)('writes a meeting of voices nobody could tell apart as %s', async (format) => {
      const transcript = aTalk([['Ann', 'hello there']], { knowsSpeakers: false });
      checkFormat(format, await writer.render(format, aDocument({ transcript })));
    });

    it.each(textFormats)('has the words of every utterance in %s', async (format) => {
      const words = ['good morning', 'the budget is fine', 'see you on Monday'];
      const transcript = aTalk(words.map((text, index) => [index === 1 ? 'Ben' : 'Ann', text]));
      const text = new TextDecoder().decode(await writer.render(format, aDocument({ transcript })));
      for (const spoken of words) expect(text).toContain(spoken);
    });

    it.each(documentFormats)('is not broken by what people say or are called: %s', async (format) => {
      const names = [...HOSTILE].reverse();
      const transcript = aTalk(HOSTILE.map((text, index) => [names[index] ?? '', text]));
      const claims = HOSTILE.map((text, index) => aClaim({ text, speaker: names[index] ?? null }));
      const items = HOSTILE.map((text) => ({ ...aClaim(), task: text, owner: text, due: null, dueText: text }));
      const speakerInsights = names.map((who) => ({
        speaker: who,
        name: who,
        talkMs: 1,
        turns: 1,
        share: 0.1,
        insights: [],
      }));
      const minutes = { decisions: claims, actionItems: items, speakerInsights, summary: HOSTILE.join('\n') };
      const document = aDocument({ transcript, minutes, title: HOSTILE.slice(0, 8).join(' ') });
      checkFormat(format, await writer.render(format, document));
    });

    it.each(documentFormats)('gives up on %s when it is told to before it begins', async (format) => {
      const signal = AbortSignal.abort(new DOMException('stop', 'AbortError'));
      await expect(writer.render(format, aDocument(), signal)).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}

/** Reads a file back the way programs do; throws when they could not. */
function checkFormat(format: DocumentFormat, bytes: Uint8Array): void {
  const checks: Record<DocumentFormat, () => void> = {
    md: () => checkText(bytes),
    txt: () => checkText(bytes),
    srt: () => checkCues(checkText(bytes), /^\d{2,}:\d\d:\d\d,\d{3} --> \d{2,}:\d\d:\d\d,\d{3}$/),
    vtt: () => {
      expect(checkText(bytes)).toMatch(/^WEBVTT\n/);
      checkCues(checkText(bytes).slice('WEBVTT\n'.length), /^\d{2,}:\d\d:\d\d\.\d{3} --> \d{2,}:\d\d:\d\d\.\d{3}$/);
    },
    json: () => expect(JSON.parse(checkText(bytes))).toMatchObject({ version: 1, meeting: { id: 'm1' } }),
    pdf: () => {
      const text = new TextDecoder('latin1').decode(bytes);
      expect(text.startsWith('%PDF-1.')).toBe(true);
      expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    },
    docx: () => checkWord(bytes),
  };
  checks[format]();
}

function checkText(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (!text.startsWith('{')) expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  return text;
}

/** Blocks of a cue name, a line of times and one line of words, and nothing else. */
function checkCues(text: string, times: RegExp): void {
  for (const block of text.split('\n\n').map((part) => part.trim())) {
    if (block === '') continue;
    const lines = block.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(times);
    expect([lines[0], lines[2]].some((line) => line?.includes('-->'))).toBe(false);
  }
}

function checkWord(bytes: Uint8Array): void {
  const parts = unzip(Buffer.from(bytes));
  expect([...parts.keys()]).toContain('word/document.xml');
  for (const [path, xml] of parts) {
    if (path.endsWith('.xml') || path.endsWith('.rels')) checkXml(xml.toString('utf8'));
  }
}

/** The files of a zip archive by its central directory (APPNOTE.TXT 4.3.12). */
function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const isDeflated = archive.readUInt16LE(at + 10) === 8;
    parts.set(archive.toString('utf8', at + 46, at + 46 + nameLength), isDeflated ? inflateRawSync(data) : data);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return parts;
}

/** Tags are balanced, entities are known and no character is one that XML 1.0 forbids. */
function checkXml(xml: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  expect(xml.isWellFormed()).toBe(true);
  expect(xml.replaceAll(/&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '')).not.toContain('&');
  const open: string[] = [];
  for (const [, closing, tag = '', rest = ''] of xml.matchAll(/<(\/)?([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*\s*\/?)>/g)) {
    if (closing !== undefined) expect(open.pop()).toBe(tag);
    else if (!rest.endsWith('/')) open.push(tag);
  }
  expect(open).toEqual([]);
  expect(xml.replaceAll(/<\?xml[^>]*\?>|<\/?[\w:.-]+(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g, '')).not.toContain('<');
}
