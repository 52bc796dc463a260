import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstFontName } from '../../../src/providers/documents/font-collection.ts';
import { createDocumentWriter } from '../../../src/providers/documents/index.ts';
import { aClaim, aDocument } from '../../fixtures/meeting-documents.ts';
import { aTalk, aTranscript, type Line } from '../../fixtures/transcripts.ts';

const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`);

/** Puts a plain font into a collection of one: a header, and every table offset moved by its length. */
function collectionOf(font: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.write('ttcf', 'latin1');
  header.writeUInt32BE(0x0001_0000, 4);
  header.writeUInt32BE(1, 8);
  header.writeUInt32BE(header.length, 12);
  const moved = Buffer.from(font);
  for (let table = 0; table < font.readUInt16BE(4); table += 1) {
    const at = 12 + table * 16 + 8;
    moved.writeUInt32BE(font.readUInt32BE(at) + header.length, at);
  }
  return Buffer.concat([header, moved]);
}

/** Number of pages by the page objects of the file. */
const pagesOf = (pdf: Uint8Array): number =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/g),
  ].length;

/** The glyph codes that the file writes, page after page. */
const glyphsOf = (pdf: Uint8Array): string =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/stream\n([\s\S]*?)\nendstream/g),
  ]
    .map(([, packed = '']) => inflated(Buffer.from(packed, 'latin1')))
    .join('\n');

function inflated(packed: Buffer): string {
  try {
    return inflateSync(packed).toString('latin1');
  } catch {
    return '';
  }
}

/** How many runs of glyphs are shown. */
const linesOf = (pdf: Uint8Array): number => glyphsOf(pdf).match(/\bTJ\b/g)?.length ?? 0;

describe('pdf', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mom-pdf-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('is the same file for the same meeting', async () => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const [first, second] = [await writer.render('pdf', aDocument()), await writer.render('pdf', aDocument())];
    expect(Buffer.from(first).equals(second)).toBe(true);
  });

  it('says at the top that characters are missing, wherever they stand', async () => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const linesWith = async (parts: Parameters<typeof aDocument>[0]): Promise<number> =>
      linesOf(await writer.render('pdf', aDocument(parts)));
    const places: ((text: string) => Parameters<typeof aDocument>[0])[] = [
      (text) => ({ title: text }),
      (text) => ({ transcript: aTalk([['Maya', text]]) }),
      (text) => ({ transcript: aTalk([[text, 'The release moves to Monday.']]) }),
      (text) => ({ minutes: { decisions: [aClaim({ text })] } }),
    ];
    // The notice takes three lines.
    for (const place of places) {
      expect(await linesWith(place('これ'))).toBeGreaterThanOrEqual((await linesWith(place('so'))) + 2);
    }
  });

  it('takes as many pages as the talk needs', async () => {
    await using writer = createDocumentWriter({ timeZone: 'UTC' });
    const lines = Array.from(
      { length: 120 },
      (_, i): Line => [i % 2 ? 'Ann' : 'Ben', 'The budget is fine. '.repeat(12), i * 9_000, i * 9_000 + 8_000],
    );
    const pages = pagesOf(await writer.render('pdf', aDocument({ transcript: aTranscript(lines) })));
    expect(pages).toBeGreaterThan(8);
    expect(pages).toBeLessThan(20);
  });

  it('reads the name of the first font of a collection', async () => {
    const path = join(folder, 'one.ttc');
    await writeFile(path, collectionOf(await readFile(fontFile('DejaVuSerif.ttf'))));
    expect(await firstFontName(path)).toBe('DejaVuSerif');
    expect(await firstFontName(fontFile('DejaVuSerif.ttf'))).toBeNull();
  });

  it('takes a font of the user for characters that the built-in one lacks', async () => {
    const path = join(folder, 'math.ttc');
    await writeFile(path, collectionOf(await readFile(fontFile('DejaVuMathTeXGyre.ttf'))));
    const document = aDocument({ transcript: aTalk([['Ann', '\u{1D49C}\u{1D49E}']]) });
    await using own = createDocumentWriter({ timeZone: 'UTC', pdfFont: path });
    await using builtIn = createDocumentWriter({ timeZone: 'UTC' });
    const embedded = (pdf: Uint8Array): boolean => Buffer.from(pdf).toString('latin1').includes('DejaVuMathTeXGyre');
    expect(embedded(await own.render('pdf', document))).toBe(true);
    expect(embedded(await builtIn.render('pdf', document))).toBe(false);
  });

  it('says clearly that a font can not be used', async () => {
    const path = join(folder, 'broken.ttf');
    await writeFile(path, 'this is no font');
    await using broken = createDocumentWriter({ timeZone: 'UTC', pdfFont: path });
    await expect(broken.render('pdf', aDocument())).rejects.toMatchObject({
      code: 'export_failed',
      message: expect.stringContaining('PDF_FONT'),
    });
    await using absent = createDocumentWriter({ timeZone: 'UTC', pdfFont: join(folder, 'nowhere.ttf') });
    await expect(absent.render('pdf', aDocument())).rejects.toMatchObject({
      code: 'export_failed',
      message: expect.stringContaining('PDF_FONT'),
    });
  });
});
