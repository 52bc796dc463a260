import type { ActionItem, Claim, Minutes, SpeakerInsight } from '../../domain/minutes.ts';
import type { MeetingDocument } from '../../ports/document-writer.ts';
import { cleanName, cleanText } from './clean-text.ts';
import { clockTime, dayInWords, lengthInWords, talkTime } from './clock-time.ts';
import type { Outline, OutlineClaim, Section } from './outline.ts';
import { outlineTranscript } from './outline-transcript.ts';

const FOLLOW_UP_COLUMNS = [
  { title: 'What', share: 0.42 },
  { title: 'Who', share: 0.16 },
  { title: 'Due', share: 0.3 },
  { title: 'Said at', share: 0.12 },
];
const SPEAKER_COLUMNS = [
  { title: 'Speaker', share: 0.46 },
  { title: 'Talk time', share: 0.22 },
  { title: 'Share', share: 0.16 },
  { title: 'Turns', share: 0.16 },
];

/** Everything the minutes of a meeting say, in the order in which people read it; empty sections are left out. */
export function outlineDocument(
  { meeting, durationMs, transcript, minutes }: MeetingDocument,
  timeZone: string,
): Outline {
  const title = cleanText(minutes.title) || cleanText(meeting.title) || 'Meeting';
  return {
    title,
    facts: [
      dayInWords(meeting.startedAtMs, timeZone),
      lengthInWords(durationMs),
      ...(transcript.speakers === null ? ['speakers unknown'] : [counted(transcript.speakers.length, 'speaker')]),
    ].join(' · '),
    label: cleanText(minutes.label),
    notice: transcript.utterances.length === 0 ? null : noticeOf(minutes),
    sections: sectionsOf(minutes).filter((section) => !isEmpty(section)),
    transcript: outlineTranscript(transcript),
  };
}

function sectionsOf(minutes: Minutes): readonly Section[] {
  const isLocal = minutes.mode === 'local';
  const claims = (heading: string, list: readonly Claim[]): Section => ({
    kind: 'claims',
    heading,
    claims: list.filter(({ tier }) => tier !== 'dropped').map((claim) => claimOf(claim, isLocal)),
  });
  return [
    paragraphs('Summary', minutes.summary),
    claims('Decisions', minutes.decisions),
    followUps(minutes.actionItems, isLocal),
    claims('Open questions', minutes.openQuestions),
    claims('Key points', minutes.keyPoints),
    paragraphs('Conclusion', minutes.conclusion),
    speakers(minutes.speakerInsights),
    chapters(minutes),
  ];
}

const paragraphs = (heading: string, text: string): Section => ({
  kind: 'paragraphs',
  heading,
  paragraphs: text
    .split('\n')
    .map(cleanText)
    .filter((line) => line !== ''),
});

function claimOf(claim: Claim, isLocal: boolean): OutlineClaim {
  const parts = [
    claim.speaker === null ? null : cleanName(claim.speaker),
    clockTime(claim.startMs),
    votesOf(claim, isLocal),
  ];
  return { text: cleanText(claim.text), source: parts.filter((part) => part !== null && part !== '').join(', ') };
}

/** Without models nothing was voted on, and the label above says so already. */
function votesOf({ tier, votes, of }: Pick<Claim, 'tier' | 'votes' | 'of'>, isLocal: boolean): string | null {
  if (isLocal || of === 0) return null;
  return `${votes} of ${counted(of, 'model')}${tier === 'unconfirmed' ? ', unconfirmed' : ''}`;
}

function followUps(items: readonly ActionItem[], isLocal: boolean): Section {
  return {
    kind: 'table',
    heading: isLocal ? 'Possible follow-ups' : 'Action items',
    columns: FOLLOW_UP_COLUMNS,
    rows: items
      .filter(({ tier }) => tier !== 'dropped')
      .map((item) => [
        cleanText(item.task),
        cleanName(item.owner ?? '') || 'nobody named',
        dueOf(item),
        [clockTime(item.startMs), votesOf(item, isLocal)].filter((part) => part !== null).join(', '),
      ]),
  };
}

function dueOf({ due, dueText }: ActionItem): string {
  const words = cleanText(dueText ?? '');
  if (due === null) return words === '' ? 'no date' : words;
  return words === '' || words === due ? due : `${due} (${words})`;
}

const speakers = (insights: readonly SpeakerInsight[]): Section => ({
  kind: 'table',
  heading: 'Speakers',
  columns: SPEAKER_COLUMNS,
  rows: insights.map(({ name, talkMs, share, turns }) => [
    cleanName(name),
    talkTime(talkMs),
    `${Math.round(share * 100)} %`,
    String(turns),
  ]),
});

const chapters = (minutes: Minutes): Section => ({
  kind: 'claims',
  heading: 'Chapters',
  claims: minutes.chapters.map(({ title, startMs, endMs }) => ({
    text: cleanText(title),
    source: `${clockTime(startMs)} to ${clockTime(endMs)}`,
  })),
});

function noticeOf({ mode, language }: Minutes): string | null {
  if (mode !== 'local') return null;
  return language?.toLowerCase().startsWith('en')
    ? 'Decisions, follow-ups and questions were found by simple rules: check them against the transcript.'
    : 'Decisions, follow-ups and open questions are looked for in English only.';
}

function isEmpty(section: Section): boolean {
  if (section.kind === 'paragraphs') return section.paragraphs.length === 0;
  return section.kind === 'claims' ? section.claims.length === 0 : section.rows.length === 0;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
