import type { LiveDraft } from './domain/live-draft.ts';
import type { Minutes } from './domain/minutes.ts';
import type { DraftWriter, MinutesInput, SeatsRead } from './meeting/index.ts';
import { type Council, resolveTemplate } from './minutes/index.ts';
import type { DraftStore } from './ports/draft-store.ts';
import type { GlossaryStore } from './ports/glossary-store.ts';
import type { GuildStore } from './ports/guild-store.ts';

export interface MinutesDeskParts {
  readonly council: Council;
  readonly guilds: GuildStore;
  readonly glossary: GlossaryStore;
  readonly drafts: DraftStore;
  readonly timeZone: string;
}

/** A meeting that is shorter is read at its end, when its kind is plain as well. */
const LONG_MS = 10 * 60_000;

/** What the seats are told about a meeting, while it goes on and at its end; part of the composition root. */
export class MinutesDesk implements SeatsRead {
  readonly #parts: MinutesDeskParts;
  /** The kind under which meetings are read while they go on: another one would ask the seats everything anew. */
  readonly #templates = new Map<string, string>();

  constructor(parts: MinutesDeskParts) {
    this.#parts = parts;
  }

  /** @throws an aborted signal's reason; MomError store_failed */
  readonly write = async (input: MinutesInput, signal: AbortSignal): Promise<Minutes> => {
    const facts = await this.#factsOf(input);
    this.#templates.delete(input.meetingId);
    const { transcript, onLate } = input;
    return await this.#parts.council.finish({ facts, transcript, ...(onLate && { onLate }) }, signal);
  };

  /** @throws MomError store_failed */
  readonly openDraft = async (soFar: MinutesInput, onChange: (draft: LiveDraft) => void): Promise<DraftWriter> => {
    const summary = this.#parts.council.liveSummary(await this.#factsOf(soFar), onChange);
    summary.begin(soFar.transcript.utterances);
    return summary;
  };

  get isWanted(): boolean {
    return this.#parts.council.isFollowing;
  }

  async read(soFar: MinutesInput): Promise<void> {
    const { utterances } = soFar.transcript;
    if ((utterances.at(-1)?.endMs ?? 0) < LONG_MS) return;
    const facts = await this.#factsOf(soFar);
    this.#templates.set(soFar.meetingId, facts.template);
    await this.#parts.council.follow(facts, utterances);
  }

  async forget(meetingId: string): Promise<void> {
    this.#templates.delete(meetingId);
    await this.#parts.council.leave(meetingId);
    await this.#parts.drafts.removeDrafts(meetingId);
  }

  async #factsOf({ settings, transcript, meetingId, title, startedAtMs }: MinutesInput) {
    const { guilds, glossary, timeZone } = this.#parts;
    const { scope } = settings;
    const { minutesLanguage: language, wantsSentiment } = await guilds.settings(scope);
    const template = this.#templates.get(meetingId) ?? resolveTemplate(settings.template, transcript, title).id;
    const wishes = { timeZone, template, scope, language, wantsSentiment };
    return { meetingId, title, startedAtMs, ...wishes, glossary: await glossary.terms(scope), openItems: [] };
  }
}
