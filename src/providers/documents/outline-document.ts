import type { ActionItem, Claim, Minutes, SpeakerInsight } from '../../domain/minutes.ts';
import type { Transcript } from '../../domain/transcript.ts';
import type { MeetingDocument } from '../../ports/document-writer.ts';
import { claimOf, momentOf } from './claim-words.ts';
import { cleanName, cleanText } from './clean-text.ts';
import { clockTime, dayInWords, lengthInWords, talkTime } from './clock-time.ts';
import type { Outline, Section } from './outline.ts';
import {
  conflictSection,
  contributionsSection,
  correctionsSection,
  seatsSection,
  templateSections,
  unconfirmedSection,
} from './outline-council.ts';
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
  { meeting, durationMs, transcript, minutes, warnings }: MeetingDocument,
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
    notices: [
      ...(transcript.utterances.length === 0 ? [] : noticesOf(minutes)),
      ...warnings.map(({ text }) => cleanText(text)),
    ],
    sections: sectionsOf(minutes, transcript).filter((section) => !isEmpty(section)),
    transcript: outlineTranscript(transcript),
  };
}

function sectionsOf(minutes: Minutes, { utterances }: Transcript): readonly Section[] {
  const isLocal = minutes.mode === 'local';
  const startOf = (id: string): number | null => utterances.find((utterance) => utterance.id === id)?.startMs ?? null;
  return [
    paragraphs('Summary', minutes.summary),
    claims('Decisions', minutes.decisions, isLocal),
    followUps(minutes.actionItems, isLocal),
    claims('Open questions', minutes.openQuestions, isLocal),
    claims('Key points', minutes.keyPoints, isLocal),
    ...templateSections(minutes),
    paragraphs('Conclusion', minutes.conclusion),
    conflictSection(minutes),
    ...(isLocal ? [] : [unconfirmedSection(minutes)]),
    speakers(minutes.speakerInsights),
    ...(isLocal ? [] : [contributionsSection(minutes)]),
    chapters(minutes),
    correctionsSection(minutes, startOf),
    seatsSection(minutes),
  ];
}

/** Rules found what notes without a model list: nothing of that is ever confirmed, so all of it is shown. */
const isListed = ({ tier }: Pick<Claim, 'tier'>, isLocal: boolean): boolean =>
  isLocal ? tier !== 'dropped' : tier === 'confirmed';

const claims = (heading: string, list: readonly Claim[], isLocal: boolean): Section => ({
  kind: 'claims',
  heading,
  look: 'normal',
  claims: list.filter((claim) => isListed(claim, isLocal)).map((claim) => claimOf(claim)),
});

const paragraphs = (heading: string, text: string): Section => ({
  kind: 'paragraphs',
  heading,
  paragraphs: text
    .split('\n')
    .map(cleanText)
    .filter((line) => line !== ''),
});

function followUps(items: readonly ActionItem[], isLocal: boolean): Section {
  return {
    kind: 'table',
    heading: isLocal ? 'Possible follow-ups' : 'Action items',
    columns: FOLLOW_UP_COLUMNS,
    rows: items
      .filter((item) => isListed(item, isLocal))
      .map((item) => [
        cleanText(item.task),
        cleanName(item.owner ?? '') || 'nobody named',
        dueOf(item),
        momentOf(item),
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
  look: 'normal',
  claims: minutes.chapters.map(({ title, startMs, endMs, mood }) => ({
    text: cleanText(title),
    source: `${clockTime(startMs)} to ${clockTime(endMs)}${mood === null ? '' : `, ${mood}`}`,
  })),
});

function noticesOf({ mode, language, notices }: Minutes): readonly string[] {
  const told = notices.map(cleanText);
  if (mode !== 'local') return told;
  const limits = language?.toLowerCase().startsWith('en')
    ? 'Decisions, follow-ups and questions were found by simple rules: check them against the transcript.'
    : 'Decisions, follow-ups and open questions are looked for in English only.';
  return [...told, limits];
}

function isEmpty(section: Section): boolean {
  if (section.kind === 'paragraphs') return section.paragraphs.length === 0;
  return section.kind === 'claims' ? section.claims.length === 0 : section.rows.length === 0;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
