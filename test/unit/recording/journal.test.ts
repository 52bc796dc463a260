import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../../src/domain/packet.ts';
import { readJournal, readJournalHead } from '../../../src/recording/index.ts';
import {
  aFolder,
  aJournal,
  allOf,
  aNote,
  aPacket,
  damageOf,
  eventsOf,
  KEY,
  LEON,
  MAYA,
  packetsOf,
  writeJournal,
  ZERO_MS,
} from '../../fixtures/journal.ts';

const events: readonly CaptureEvent[] = [
  { type: 'member-join', atMs: 1, userId: MAYA, name: 'Maya "ö" 🎙' },
  { type: 'member-mute', atMs: 2, userId: MAYA, isMuted: true },
  { type: 'ssrc-map', atMs: 3, userId: MAYA, ssrc: 7 },
  { type: 'reconnect-start', atMs: 4, reason: '4015' },
  { type: 'reconnect-end', atMs: 5 },
  { type: 'gap', atMs: 6, userId: null, reason: 'network', packets: 3 },
  { type: 'dave-epoch', atMs: 7, epoch: 2 },
  { type: 'pause-start', atMs: 8, userId: null },
  { type: 'pause-end', atMs: 9, userId: MAYA },
  aNote('ask Leon'),
  { type: 'member-leave', atMs: 10, userId: MAYA },
  { type: 'end', atMs: 11, reason: 'stopped' },
];

describe.each([
  ['plain', null],
  ['encrypted', KEY],
])('a journal (%s)', (_, key) => {
  it('gives back every packet and event, in order', async () => {
    const folder = aFolder();
    const extreme = { userId: LEON, ssrc: 0xffff_ffff, rtpTime: 0xffff_ffff, sequence: 0xffff };
    const packets = [aPacket(0), aPacket(1, extreme), aPacket(2, { opus: new Uint8Array(0) })];
    await writeJournal(folder, [...packets, ...events], { key });
    const records = await allOf(readJournal(folder, { key }));
    expect(packetsOf(records)).toEqual(packets);
    expect(eventsOf(records)).toEqual(events);
    expect(records).toHaveLength(packets.length + events.length);
  });

  it('gives packets of the members that are asked for, and all events', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0), aPacket(1, { userId: LEON }), aNote('x')], { key });
    const records = await allOf(readJournal(folder, { key, users: new Set([LEON]) }));
    expect(packetsOf(records).map(({ userId }) => userId)).toEqual([LEON]);
    expect(eventsOf(records)).toHaveLength(1);
  });

  it('goes on in a new file when it is opened again, and says so', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)], { key });
    await writeJournal(folder, [aPacket(1)], { key });
    const records = await allOf(readJournal(folder, { key }));
    expect(packetsOf(records).map(({ sequence }) => sequence)).toEqual([0, 1]);
    expect(eventsOf(records)).toEqual([{ type: 'gap', atMs: ZERO_MS, userId: null, reason: 'restart', packets: 0 }]);
    expect(readdirSync(folder)).toEqual(['0001.mom', '0002.mom']);
  });

  it('begins another file after ten minutes', async () => {
    const folder = aFolder();
    const { writer, clock } = await aJournal(folder, { key });
    writer.packet(aPacket(0));
    await writer.flush();
    await clock.advance(600_000);
    writer.packet(aPacket(1));
    await writer.flush();
    await writer[Symbol.asyncDispose]();
    expect(readdirSync(folder)).toHaveLength(2);
    expect(packetsOf(await allOf(readJournal(folder, { key })))).toHaveLength(2);
  });
});

describe('the writer of a journal', () => {
  it('writes what waits after a moment, by itself', async () => {
    const folder = aFolder();
    const { writer, clock } = await aJournal(folder);
    writer.packet(aPacket(0));
    await clock.advance(100);
    expect(writer.counters().packets).toBe(0);
    await clock.advance(60);
    await expect.poll(() => writer.counters()).toMatchObject({ packets: 1, events: 0, dropped: 0 });
    await writer[Symbol.asyncDispose]();
    const bytes = statSync(join(folder, '0001.mom')).size;
    expect(writer.counters().bytes).toBeLessThan(bytes); // and the header
  });

  it('does not wait when a batch is full', async () => {
    const { writer } = await aJournal(aFolder());
    for (let number = 0; number < 256; number += 1) writer.packet(aPacket(number));
    await expect.poll(() => writer.counters().packets).toBe(256);
    await writer[Symbol.asyncDispose]();
  });

  it('keeps what a packet was when it was given', async () => {
    const folder = aFolder();
    const { writer } = await aJournal(folder);
    const packet = aPacket(3);
    writer.packet(packet);
    const before = Uint8Array.from(packet.opus);
    packet.opus.fill(0);
    await writer[Symbol.asyncDispose]();
    expect(packetsOf(await allOf(readJournal(folder)))[0]?.opus).toEqual(before);
  });

  it.each([
    ['a user who is no number', { userId: 'maya' }],
    ['a number beyond 64 bits', { userId: '18446744073709551616' }],
    ['no time', { arrivalMs: Number.NaN }],
    ['more bytes than a datagram', { opus: new Uint8Array(70_000) }],
  ])('counts a packet with %s as dropped and goes on', async (_, changes) => {
    const folder = aFolder();
    const { writer } = await aJournal(folder);
    writer.packet(aPacket(0, changes));
    writer.packet(aPacket(1));
    await writer[Symbol.asyncDispose]();
    expect(writer.counters()).toMatchObject({ dropped: 1, packets: 1 });
  });

  it('drops what comes after it was closed, and can be closed twice', async () => {
    const { writer } = await aJournal(aFolder());
    await writer[Symbol.asyncDispose]();
    writer.packet(aPacket(0));
    await writer[Symbol.asyncDispose]();
    expect(writer.counters().dropped).toBe(1);
  });

  it('refuses the folder of another meeting', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)]);
    await expect(aJournal(folder, { meetingId: 'm2' })).rejects.toMatchObject({ code: 'journal_failed' });
  });

  it('tells what it has written', async () => {
    let written = 0;
    const { writer } = await aJournal(aFolder(), { onWritten: () => (written += 1) });
    writer.packet(aPacket(0));
    await writer.flush();
    expect(written).toBeGreaterThan(0);
    await writer[Symbol.asyncDispose]();
  });
});

describe('an encrypted journal', () => {
  it('shows nothing of what was said, nor of who said it', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0), aNote('a secret note')], { key: KEY });
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(join(folder, '0001.mom'));
    expect(bytes.includes(Buffer.from(aPacket(0).opus))).toBe(false);
    expect(bytes.includes('secret')).toBe(false);
    expect(bytes.includes('Maya')).toBe(false);
  });

  it.each([
    ['no key', null, 'key is not there'],
    ['another key', new Uint8Array(32), 'not the one'],
  ])('can not be opened with %s', async (_, key, message) => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)], { key: KEY });
    const locked = { code: 'journal_locked', message: expect.stringContaining(message) as string };
    await expect(allOf(readJournal(folder, { key }))).rejects.toMatchObject(locked);
    await expect(aJournal(folder, { key })).rejects.toMatchObject(locked);
  });

  it('says what it is without its key', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)], { key: KEY });
    expect(await readJournalHead(folder)).toEqual({ meetingId: 'm1', startedAtMs: ZERO_MS, isSealed: true });
  });

  it('wants a key of 32 bytes', async () => {
    const { writer, faults } = await aJournal(aFolder(), { key: new Uint8Array(16) });
    writer.packet(aPacket(0));
    await writer.flush().catch(() => null);
    expect(faults).toEqual(['usage']);
    await writer[Symbol.asyncDispose]();
  });
});

describe('reading a journal', () => {
  it.each([['an empty folder'], ['no folder']])('says that there is none: %s', async (which) => {
    const folder = which === 'no folder' ? join(aFolder(), 'none') : aFolder();
    await expect(allOf(readJournal(folder))).rejects.toMatchObject({ code: 'recording_missing' });
    await expect(readJournalHead(folder)).rejects.toMatchObject({ code: 'recording_missing' });
  });

  it('stops with the reason when it is aborted', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)]);
    const reason = new Error('enough');
    await expect(allOf(readJournal(folder, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });

  it('passes over a file of which nothing is left', async () => {
    const folder = aFolder();
    await writeJournal(folder, [aPacket(0)]);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, '0002.mom'), Buffer.alloc(5_000, 1));
    writeFileSync(join(folder, '0003.mom'), '');
    const records = await allOf(readJournal(folder));
    expect(packetsOf(records)).toHaveLength(1);
    expect(damageOf(records)).toEqual([{ kind: 'damage', file: '0002.mom', bytes: 5_000, isTail: true }]);
  });
});
