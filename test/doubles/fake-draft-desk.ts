import type { LiveDraft } from '../../src/domain/live-draft.ts';
import type { Utterance } from '../../src/domain/transcript.ts';
import type { DraftWriter, MinutesInput } from '../../src/meeting/index.ts';

/** Writers of summaries whose points are whatever was said, told at once while they run. */
export class FakeDraftDesk {
  /** What each writer began with: texts. */
  readonly opened: (readonly string[])[] = [];
  /** Thrown by the next calls of `open` and `run`, one each. */
  readonly faults: { readonly in: 'open' | 'run'; readonly error: Error }[] = [];
  running = 0;

  open({ transcript }: MinutesInput, onChange: (draft: LiveDraft) => void): DraftWriter {
    this.#fail('open');
    this.opened.push(transcript.utterances.map(({ text }) => text));
    const known = new Map<string, Utterance>();
    let isRunning = false;
    const feed = (utterances: readonly Utterance[]): void => {
      for (const utterance of utterances) known.set(utterance.id, utterance);
      if (isRunning && utterances.length > 0) onChange(draftOf([...known.values()]));
    };
    for (const utterance of transcript.utterances) known.set(utterance.id, utterance);
    if (known.size > 0) onChange(draftOf([...known.values()]));
    return {
      feed,
      run: async (signal) => {
        this.#fail('run');
        isRunning = true;
        this.running += 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        isRunning = false;
        this.running -= 1;
      },
    };
  }

  #fail(where: 'open' | 'run'): void {
    const [fault] = this.faults;
    if (fault?.in !== where) return;
    this.faults.shift();
    throw fault.error;
  }
}

/** A summary with one point an utterance. */
export const draftOf = (utterances: readonly Pick<Utterance, 'id' | 'text'>[]): LiveDraft => ({
  ...{ isDraft: true, source: 'local', topic: null, openQuestions: [], actions: [], idsGiven: utterances.length },
  points: utterances.map(({ id, text }, index) => ({ id: `p${index + 1}`, text, evidence: [id] })),
});
