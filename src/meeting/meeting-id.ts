import { randomInt } from 'node:crypto';

const ID_TIME = /^m(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/;
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** "m20261123-142501-k3f9": sorts by age, can be read out loud, is safe in file names. */
export function newMeetingId(nowMs: number): string {
  const [date, time] = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15).split('T');
  const random = Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `m${date}-${time}-${random}`;
}

/** When a meeting was noted down, epoch ms, as its id tells; null for an id that is none of ours. */
export function beganAtMs(meetingId: string): number | null {
  const [, year, month, day, hour, minute, second] = ID_TIME.exec(meetingId) ?? [];
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}
