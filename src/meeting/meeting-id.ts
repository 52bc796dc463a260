import { randomInt } from 'node:crypto';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** "m20261123-142501-k3f9": sorts by age, can be read out loud, is safe in file names. */
export function newMeetingId(nowMs: number): string {
  const [date, time] = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15).split('T');
  const random = Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `m${date}-${time}-${random}`;
}
