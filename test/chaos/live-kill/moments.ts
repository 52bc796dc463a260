import { setTimeout } from 'node:timers/promises';
import type { LiveRound } from './live-round.ts';

/** Brings a round to the moment of its kill, which `random()` chooses; says where that was. */
type Moment = (round: LiveRound, random: () => number) => Promise<string>;

const PATIENCE_MS = 60_000;
/** So long things take when nobody is killed. */
const JOIN_MS = 900;
const WRITE_MS = 2_000;
const LONGEST_TALK_MS = 7_000;
/** Requests of a start: answer, panel, thread, panel again. */
const START_REQUESTS = 5;

/** A whole sentence was heard, and the meeting is stopped. */
async function stopped(round: LiveRound): Promise<void> {
  round.typeStart();
  await round.heard();
  await round.sentence();
  round.typeStop();
}

async function inSpeech(round: LiveRound, random: () => number): Promise<string> {
  const ms = Math.round(1_500 + random() * LONGEST_TALK_MS);
  round.typeStart();
  await round.heard();
  await setTimeout(ms);
  return `${ms} ms into the talk`;
}

async function whileJoining(round: LiveRound, random: () => number): Promise<string> {
  const ms = Math.round(random() * JOIN_MS);
  round.typeStart();
  await setTimeout(ms);
  return `${ms} ms after /mom start`;
}

async function whileTheThreadIsOpened(round: LiveRound, random: () => number): Promise<string> {
  const count = 1 + Math.floor(random() * START_REQUESTS);
  const { notices } = round.discord;
  round.typeStart();
  let last = '';
  for (let request = 0; request < count; request += 1) {
    const { method, path } = await notices.next('request', undefined, PATIENCE_MS);
    last = `${method} ${path.replaceAll(/\d{10,}|[0-9a-f]{30,}/g, '…')}`;
  }
  return `at request ${count}, ${last}`;
}

async function whileMinutesAreWritten(round: LiveRound, random: () => number): Promise<string> {
  const ms = Math.round(random() * WRITE_MS);
  await stopped(round);
  await setTimeout(ms);
  return `${ms} ms after /mom stop`;
}

async function whileMinutesArePosted(round: LiveRound, random: () => number): Promise<string> {
  await stopped(round);
  const { notices } = round.discord;
  // The message stands there, the bot has not been told; or it has just been told.
  if (random() < 0.5) {
    await notices.next('message', ({ buttons }) => buttons.some(({ label }) => label === 'Transcript'), PATIENCE_MS);
    return 'before the answer to the minutes';
  }
  await notices.next('request', ({ method, files }) => method === 'POST' && files.length > 0, PATIENCE_MS);
  return 'at the answer to the minutes';
}

/** In the order in which rounds take them. */
export const moments: readonly { readonly name: string; readonly reach: Moment }[] = [
  { name: 'in speech', reach: inSpeech },
  { name: 'while the thread is opened', reach: whileTheThreadIsOpened },
  { name: 'while the minutes are written', reach: whileMinutesAreWritten },
  { name: 'while they are posted', reach: whileMinutesArePosted },
  { name: 'while it joins', reach: whileJoining },
];
