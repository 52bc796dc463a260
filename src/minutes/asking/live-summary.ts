import type { LiveDraft } from '../../domain/live-draft.ts';
import type { Utterance } from '../../domain/transcript.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveContext, LiveRules, MeetingFacts, Question } from './council-rules.ts';
import { SpeakersSoFar } from './speakers-so-far.ts';

export interface LiveSummaryOptions {
  readonly facts: MeetingFacts;
  readonly rules: LiveRules;
  /** Nobody can tell who spoke. */
  readonly isMix: boolean;
  /** The text of one cheap seat's answer; null when there is no seat. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Hears every new state. */
  readonly onChange: (state: LiveDraft) => void;
}

/** How often it looks whether enough was said; the rules decide on 60 to 120 s. */
const LOOK_EVERY_MS = 15_000;

/** A summary that follows a meeting while it runs. One call at a time; what nobody summarised is summarised without a model. */
export class LiveSummary {
  readonly #options: LiveSummaryOptions;
  readonly #news = new Map<string, Utterance>();
  readonly #all = new Map<string, Utterance>();
  readonly #speakers: SpeakersSoFar;
  #state: LiveDraft;
  #updatedAtMs: number;

  constructor(options: LiveSummaryOptions) {
    this.#options = options;
    this.#state = options.rules.empty;
    this.#speakers = new SpeakersSoFar(options.isMix);
    this.#updatedAtMs = options.clock.now();
  }

  get state(): LiveDraft {
    return this.#state;
  }

  /** Begins with what was said before: its first state is one without a model, so that hours of talk are in nobody's prompt. */
  begin(utterances: readonly Utterance[]): void {
    if (utterances.length === 0) return;
    this.#speakers.hear(utterances);
    for (const utterance of utterances) this.#all.set(utterance.id, utterance);
    this.#state = this.#options.rules.local(this.#state, this.#context([]));
    this.#options.onChange(this.#state);
  }

  /** Takes utterances whose words are final; those it knows already are ignored. */
  feed(utterances: readonly Utterance[]): void {
    this.#speakers.hear(utterances);
    for (const utterance of utterances) {
      if (!this.#all.has(utterance.id)) this.#news.set(utterance.id, utterance);
      this.#all.set(utterance.id, utterance);
    }
  }

  /** Follows until the signal ends; resolves then. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      await clock.delay(LOOK_EVERY_MS, signal).catch(() => undefined); // aborted: the loop ends
      if (!signal.aborted && this.#isDue()) await this.#update(signal);
    }
  }

  #isDue(): boolean {
    const sinceMs = this.#options.clock.now() - this.#updatedAtMs;
    return this.#options.rules.shouldUpdate({ newWords: wordsIn([...this.#news.values()]), sinceMs });
  }

  async #update(signal: AbortSignal): Promise<void> {
    const { rules, onChange, clock } = this.#options;
    const news = [...this.#news.values()];
    const context = this.#context(news);
    const answered = await this.#asked(context, signal);
    if (signal.aborted) return; // what nobody summed up is news to the next run
    const state = answered ?? rules.local(this.#state, context);
    for (const { id } of news) this.#news.delete(id);
    this.#state = state;
    this.#updatedAtMs = clock.now();
    onChange(state);
  }

  #context(news: readonly Utterance[]): LiveContext {
    const utterances = [...this.#all.values()].toSorted((a, b) => a.startMs - b.startMs);
    return { facts: this.#options.facts, news, utterances, speakers: this.#speakers.list };
  }

  /** Null when nobody answered anything of use. */
  async #asked(context: LiveContext, signal: AbortSignal): Promise<LiveDraft | null> {
    const { rules, facts, ask, log } = this.#options;
    try {
      const answer = await ask(rules.request(this.#state, context), signal);
      return answer === null ? null : rules.apply(this.#state, answer, context);
    } catch (error: unknown) {
      if (!signal.aborted && !(error instanceof MomError)) throw error;
      log.info({ err: error, meetingId: facts.meetingId }, 'live summary goes on without a model');
      return null;
    }
  }
}

const wordsIn = (utterances: readonly Utterance[]): number =>
  utterances.reduce((sum, { text }) => sum + text.split(/\s+/).filter((word) => word !== '').length, 0);
