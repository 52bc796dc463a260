import type { ActionItem, Claim, Conflict, Minutes, SeatReport, SpeakerInsight } from '../../../domain/minutes.ts';
import type { MinutesPost } from '../../../ports/meeting-thread.ts';
import { clockText, counted, momentText } from './clock-text.ts';
import { renderReceipt } from './receipt.ts';
import { safeLine, safeName, safeTitle } from './safe-text.ts';

/** Address of the message that holds a moment; null where nobody knows it. */
export type LinkOf = (evidence: readonly string[], startMs: number) => string | null;

/** The minutes as Markdown blocks in the order in which people read them; empty ones are left out. */
export function minutesBlocks(post: MinutesPost, linkOf: LinkOf): readonly string[] {
  const { document, receipt, costUsd } = post;
  const { minutes } = document;
  const isLocal = minutes.mode === 'local';
  const claims = (heading: string, list: readonly Claim[]) =>
    block(
      heading,
      list.filter(isShown).map((claim) => `- ${claimText(claim, linkOf)}`),
    );
  return [
    headOf(post),
    block('Summary', paragraphsOf(minutes.summary)),
    claims('Decisions', minutes.decisions),
    block(
      isLocal ? 'Possible follow-ups' : 'Action items',
      minutes.actionItems.filter(isShown).map((item) => `- ${itemText(item, linkOf)}`),
    ),
    claims('Open questions', minutes.openQuestions),
    claims('Key points', minutes.keyPoints),
    ...minutes.sections.map(({ title, claims: list }) => claims(safeLine(title), list)),
    block('Conclusion', paragraphsOf(minutes.conclusion)),
    block(
      'Speakers',
      minutes.speakerInsights.flatMap((insight) => speakerLines(insight, linkOf)),
    ),
    block('Chapters', chapterLines(minutes, linkOf)),
    block('Where the models disagree', minutes.conflicts.map(conflictLine)),
    block('Models', minutes.seats.map(seatLine)),
    block(
      'Please note',
      [...minutes.notices, ...told(document)].map((notice) => `- ${safeLine(notice)}`),
    ),
    receipt && receipt.members.length > 0 ? `### What was captured\n${renderReceipt(receipt)}` : '',
    `-# Cost: ${costUsd === null ? 'not known' : dollars(costUsd)}`,
  ].filter((text) => text !== '');
}

/** Short sounds that were left out are in nearly every call: the attached files name them. */
const told = ({ warnings }: MinutesPost['document']): readonly string[] =>
  warnings.filter(({ code }) => code !== 'speech_too_short').map(({ text }) => text);

const isShown = ({ tier }: { readonly tier: Claim['tier'] }): boolean => tier !== 'dropped';

const block = (heading: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `### ${heading}\n${lines.join('\n')}`;

const paragraphsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(safeLine)
    .filter((line) => line !== '');

function headOf({ document: { meeting, durationMs, transcript, minutes } }: MinutesPost): string {
  const speakers = transcript.speakers === null ? [] : [counted(transcript.speakers.length, 'speaker')];
  const facts = [momentText(meeting.startedAtMs, 'F'), clockText(durationMs), ...speakers].join(' · ');
  return `## ${safeTitle(minutes.title || meeting.title)}\n${facts}\n-# ${safeLine(minutes.label)}`;
}

function claimText(claim: Claim, linkOf: LinkOf): string {
  const source = [
    ...(claim.speaker === null ? [] : [safeName(claim.speaker)]),
    moment(claim.evidence, claim.startMs, linkOf),
    ...votesOf(claim),
  ];
  return `${safeLine(claim.text)} (${source.join(', ')})`;
}

function itemText(item: ActionItem, linkOf: LinkOf): string {
  const owner = item.owner === null ? 'nobody named' : safeName(item.owner);
  const due = dueOf(item);
  const source = [moment(item.evidence, item.startMs, linkOf), ...votesOf(item)].join(', ');
  return `**${owner}**: ${safeLine(item.task)}${due === '' ? '' : ` – ${due}`} (${source})`;
}

function dueOf({ due, dueText }: ActionItem): string {
  const words = safeLine(dueText ?? '');
  if (due === null) return words;
  return words === '' || words === due ? `due ${due}` : `due ${due} (${words})`;
}

function votesOf({ votes, of, tier }: Pick<Claim, 'votes' | 'of' | 'tier'>): readonly string[] {
  if (of === 0) return [];
  return [`${votes} of ${of}`, ...(tier === 'unconfirmed' ? ['unconfirmed'] : [])];
}

function moment(evidence: readonly string[], startMs: number, linkOf: LinkOf): string {
  const link = linkOf(evidence, startMs);
  return link === null ? clockText(startMs) : `[${clockText(startMs)}](${link})`;
}

function speakerLines({ name, talkMs, share, turns, insights }: SpeakerInsight, linkOf: LinkOf): readonly string[] {
  const facts = `${clockText(talkMs)}, ${Math.round(share * 100)} % of the talk, ${counted(turns, 'turn')}`;
  return [
    `- **${safeName(name)}**: ${facts}`,
    ...insights.filter(isShown).map((claim) => `  - ${claimText(claim, linkOf)}`),
  ];
}

function chapterLines({ chapters }: Minutes, linkOf: LinkOf): readonly string[] {
  const mood = (name: string | null): string => (name === null ? '' : ` · ${name}`);
  return chapters.map(
    (chapter) => `- ${moment([], chapter.startMs, linkOf)} ${safeLine(chapter.title)}${mood(chapter.mood)}`,
  );
}

function conflictLine({ text, values }: Conflict): string {
  const sides = values.map(({ value, votes }) => `${safeLine(value)} (${votes})`).join(' / ');
  return `- ${safeLine(text)}: ${sides}`;
}

function seatLine({ seat, model, state, ms, costUsd }: SeatReport): string {
  const cost = costUsd === null ? 'price not known' : dollars(costUsd);
  return `- ${safeLine(seat)} (${safeLine(model)}): ${state}, ${(ms / 1_000).toFixed(1)} s, ${cost}`;
}

const dollars = (usd: number): string => `$${usd.toFixed(usd < 0.01 && usd > 0 ? 4 : 2)}`;
