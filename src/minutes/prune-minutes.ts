import type { Minutes } from '../domain/minutes.ts';
import type { Transcript } from '../domain/transcript.ts';

interface Evident {
  readonly evidence: readonly string[];
}

/** How many statements rest on one of these utterances. */
export function countClaims(minutes: Minutes, utteranceIds: ReadonlySet<string>): number {
  const rests = ({ evidence }: Evident): boolean => evidence.some((id) => utteranceIds.has(id));
  return evidentOf(minutes).filter(rests).length;
}

/**
 * The minutes without every statement whose evidence is not all in `transcript`, for when they can't be written anew. Free text that
 * could tell what somebody said (conclusion, chapters, notices) goes too, and the summary is what is left of its sentences.
 */
export function pruneMinutes(minutes: Minutes, transcript: Transcript, notice: string): Minutes {
  const ids = new Set(transcript.utterances.map(({ id }) => id));
  const isKept = ({ evidence }: Evident): boolean => evidence.every((id) => ids.has(id));
  const kept = <T extends Evident>(claims: readonly T[]): T[] => claims.filter(isKept);
  const speakers = new Set(transcript.utterances.map(({ speaker }) => speaker));
  const summaryClaims = kept(minutes.summaryClaims);
  const actionItems = kept(minutes.actionItems);
  const sections = minutes.sections.map((section) => ({ ...section, claims: kept(section.claims) }));
  const lists = {
    summaryClaims,
    keyPoints: kept(minutes.keyPoints),
    decisions: kept(minutes.decisions),
    openQuestions: kept(minutes.openQuestions),
  };
  const claims = [...Object.values(lists).flat(), ...actionItems, ...sections.flatMap((section) => section.claims)];
  const itemIds = new Set(claims.map(({ support }) => support?.id));
  return {
    ...minutes,
    summary: summaryClaims.map(({ text }) => text).join(' '),
    ...lists,
    actionItems,
    conclusion: '',
    speakerInsights: minutes.speakerInsights
      .filter(({ speaker }) => speakers.has(speaker))
      .map((insight) => ({ ...insight, insights: kept(insight.insights) })),
    chapters: [],
    sections,
    conflicts: minutes.conflicts.filter(({ itemId }) => itemIds.has(itemId)),
    edits: minutes.edits.filter(({ utteranceId }) => ids.has(utteranceId)),
    provenance: null,
    notices: [notice],
  };
}

const evidentOf = (minutes: Minutes): readonly Evident[] => [
  ...minutes.summaryClaims,
  ...minutes.keyPoints,
  ...minutes.decisions,
  ...minutes.actionItems,
  ...minutes.openQuestions,
  ...minutes.speakerInsights.flatMap(({ insights }) => insights),
  ...minutes.sections.flatMap(({ claims }) => claims),
];
