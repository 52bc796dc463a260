import type { ActionItem, Minutes, MinutesSection, SeatReport } from '../../domain/minutes.ts';
import { calendarDayOf, writeExtractiveMinutes } from '../extractive/index.ts';
import type { AgreeInput } from './agree-input.ts';
import type { AgreedItem, VoteRules } from './agreed-item.ts';
import { agreedChapters } from './chapters.ts';
import { agreedConclusion } from './conclusion.ts';
import { DRAFT_SCHEMA_VERSION } from './draft/index.ts';
import { voteEdits } from './edits/index.ts';
import { agreedInsights } from './insights.ts';
import { itemIds } from './item-id.ts';
import { chooseKeyPoints, ordered } from './lists.ts';
import { medoidSeats } from './medoid-seats.ts';
import { type Attendance, askedSeats, labelOf, modeOf, noAnswerNotice, noticesOf } from './notices.ts';
import { People, rosterFrom } from './people.ts';
import { compareText } from './statement.ts';
import { conclusionOf, sentencesOf, statementsOf } from './statements-of.ts';
import { medoidSummary } from './summary.ts';
import { agreedSuspects } from './suspects.ts';
import { agreedTitle } from './title.ts';
import { transcriptSha256 } from './transcript-hash.ts';
import { TranscriptIndex } from './transcript-index.ts';
import { type Outcome, vote } from './vote.ts';
import { type Voters, votersOf } from './voters.ts';

/**
 * Minutes that the seats agree on, worded by their most agreeing members ("medoid"). Pure: the same drafts in any order give the
 * same minutes. Without a draft they are extractive, and say why.
 */
export function agreeOn(input: AgreeInput): Minutes {
  const voters = votersOf(input.drafts);
  const asked = askedSeats(input.seats).length;
  const answered = new Set(input.drafts.map(({ seat }) => seat)).size;
  const attendance = { asked: Math.max(asked, answered), answered, voters: voters.count };
  const seats = seatsOf(input.seats, voters);
  return answered === 0 ? withoutDrafts(input, attendance, seats) : withDrafts(input, { voters, attendance, seats });
}

interface Panel {
  readonly voters: Voters;
  readonly attendance: Attendance;
  readonly seats: readonly SeatReport[];
}

function withDrafts(input: AgreeInput, { voters, attendance, seats }: Panel): Minutes {
  const rules = rulesOf(input, voters);
  const { voices } = voters;
  const outcome = vote(
    voices.flatMap((voice) => statementsOf(voice, rules)),
    rules,
  );
  const { items } = outcome;
  const summaryClaims = summaryOf(voters, outcome, rules);
  const fallback = summaryClaims.length === 0 ? writeExtractiveMinutes(input) : null;
  const decisions = ordered(items.decision.map(({ claim }) => claim));
  const actionItems = ordered(outcome.actions.map(({ item }): ActionItem => item));
  const conclusions = voices.flatMap((voice) => conclusionOf(voice, rules));
  return {
    version: 1,
    mode: input.mode === undefined || input.mode === 'local' ? modeOf(attendance) : input.mode,
    label: labelOf(attendance),
    language: rules.language,
    title: input.keepsTitle ? input.title : agreedTitle(voices, input.title, rules),
    summary: fallback?.summary ?? summaryClaims.map(({ text }) => text).join(' '),
    summaryClaims: fallback?.summaryClaims ?? summaryClaims,
    keyPoints: chooseKeyPoints(items.point.map(({ claim }) => claim)),
    decisions,
    actionItems,
    openQuestions: ordered(items.question.map(({ claim }) => claim)),
    conclusion: agreedConclusion(conclusions, items.decision, { summary: summaryClaims, rules }),
    speakerInsights: agreedInsights(input.transcript, items.insight),
    chapters: agreedChapters(voices, { index: rules.index, of: rules.of, moodOf: input.moodOf ?? null }),
    seats,
    template: input.template.id,
    sections: sectionsOf(input, items.section),
    conflicts: outcome.conflicts,
    edits: voteEdits(input.drafts, input.transcript, input.glossary ?? []),
    provenance: {
      promptVersion: input.promptVersion ?? '',
      schemaVersion: DRAFT_SCHEMA_VERSION,
      transcriptSha256: transcriptSha256(input.transcript),
      wordedBy: fallback === null ? 'medoid' : 'extractive',
    },
    notices: noticesOf(attendance, {
      decisions: confirmedOf(decisions),
      actions: confirmedOf(actionItems),
      flagged: rules.index.positionsOf([...rules.flagged.keys()]).length,
    }),
  };
}

/** Notes of no model, with what became of the seats. */
function withoutDrafts(input: AgreeInput, { asked }: Attendance, seats: readonly SeatReport[]): Minutes {
  const minutes = writeExtractiveMinutes(input);
  return {
    ...minutes,
    seats,
    template: input.template.id,
    provenance: {
      promptVersion: input.promptVersion ?? '',
      schemaVersion: DRAFT_SCHEMA_VERSION,
      transcriptSha256: transcriptSha256(input.transcript),
      wordedBy: 'extractive',
    },
    notices: [noAnswerNotice(asked)],
  };
}

function rulesOf(input: AgreeInput, voters: Voters): VoteRules {
  const { transcript } = input;
  return {
    index: TranscriptIndex.of(transcript),
    flagged: agreedSuspects(input.flagged, voters),
    language: input.language ?? transcript.language,
    people: new People(input.roster ?? rosterFrom(transcript), input.otherPeople ?? []),
    sections: new Set(input.template.sections.map(({ id }) => id)),
    of: voters.count,
    weights: input.seatWeights ?? null,
    today: calendarDayOf(input.startedAtMs, input.timeZone),
    knowsSpeakers: transcript.speakers !== null,
    idOf: itemIds(input.meetingId),
  };
}

/** In the order of their names, so that it does not matter who was asked first. */
const seatsOf = (seats: readonly SeatReport[], { duplicates }: Voters): readonly SeatReport[] =>
  seats
    .map((report): SeatReport => (duplicates.has(report.seat) ? { ...report, state: 'duplicate' } : report))
    .sort((a, b) => compareText(a.seat, b.seat) || compareText(a.model, b.model));

function summaryOf({ voices }: Voters, { items, actions }: Outcome, rules: VoteRules) {
  const owned = items.action.map((item, at) => withOwner(item, actions[at]?.item.owner ?? null, rules));
  const told = [...items.decision, ...owned, ...items.point, ...items.question];
  return medoidSummary(
    {
      sentences: voices.flatMap((voice) => sentencesOf(voice, rules)),
      items: told.filter(({ claim }) => claim.tier === 'confirmed'),
      seats: medoidSeats(voices, told),
    },
    rules,
  );
}

/** The center as the vote left it: its own seat may have named somebody else. */
const withOwner = ({ cluster, claim }: AgreedItem, owner: string | null, { people }: VoteRules): AgreedItem => ({
  claim,
  cluster: { ...cluster, center: { ...cluster.center, owner: owner === null ? null : people.find(owner) } },
});

const sectionsOf = ({ template }: AgreeInput, items: readonly AgreedItem[]): readonly MinutesSection[] =>
  template.sections.map(({ id, title }) => ({
    id,
    title,
    claims: ordered(items.filter(({ cluster }) => cluster.center.group === id).map(({ claim }) => claim)),
  }));

const confirmedOf = (list: readonly { readonly tier: string }[]): number =>
  list.filter(({ tier }) => tier === 'confirmed').length;
