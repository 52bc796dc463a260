import { open } from 'node:fs/promises';

// OpenType specification, "Font Collections" and "name — Naming Table".
const TTC_TAG = 'ttcf';
const FIRST_FONT_OFFSET_AT = 12;
const TABLE_RECORD_BYTES = 16;
const NAME_RECORD_BYTES = 12;
const POSTSCRIPT_NAME_ID = 6;
const HEADER_BYTES = 16;
const MAX_TABLES = 256;

/** PostScript name of the first font of a .ttc collection, or null for a plain font: readers want to be told which one to take. */
export async function firstFontName(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    return await nameIn(async (position, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      if (bytesRead < length) throw new Error('the font file is cut off');
      return buffer;
    });
  } finally {
    await file.close();
  }
}

async function nameIn(read: Read): Promise<string | null> {
  const header = await read(0, HEADER_BYTES);
  if (header.toString('latin1', 0, 4) !== TTC_TAG) return null;
  const nameTableAt = await findNameTable(read, header.readUInt32BE(FIRST_FONT_OFFSET_AT));
  return readPostScriptName(read, nameTableAt);
}

type Read = (position: number, length: number) => Promise<Buffer>;

async function findNameTable(read: Read, fontAt: number): Promise<number> {
  const tableCount = Math.min(MAX_TABLES, (await read(fontAt, 12)).readUInt16BE(4));
  const records = await read(fontAt + 12, tableCount * TABLE_RECORD_BYTES);
  for (let at = 0; at < records.length; at += TABLE_RECORD_BYTES) {
    if (records.toString('latin1', at, at + 4) === 'name') return records.readUInt32BE(at + 8);
  }
  throw new Error('the font collection has no names');
}

async function readPostScriptName(read: Read, tableAt: number): Promise<string> {
  const head = await read(tableAt, 6);
  const stringsAt = tableAt + head.readUInt16BE(4);
  const records = await read(tableAt + 6, head.readUInt16BE(2) * NAME_RECORD_BYTES);
  for (let at = 0; at < records.length; at += NAME_RECORD_BYTES) {
    if (records.readUInt16BE(at + 6) !== POSTSCRIPT_NAME_ID) continue;
    const bytes = await read(stringsAt + records.readUInt16BE(at + 10), records.readUInt16BE(at + 8));
    // PostScript names are ASCII; the Windows platform stores them as UTF-16, so its zero bytes go.
    return bytes.toString('latin1').replaceAll('\0', '');
  }
  throw new Error('the font collection has no PostScript name');
}
