import { VoiceCheck } from '../diarization/index.ts';
import type { Pcm } from '../domain/audio.ts';
import type { Warning } from '../domain/meeting.ts';
import type { Logger } from '../log.ts';

/** What minutes say of a track like that, behind its name. */
export const SEVERAL_VOICES: Warning = {
  code: 'several_voices',
  text: 'several people seem to share this microphone. All their words stand under one name, so check who said what and who takes on what.',
};

export interface VoiceChecksOptions {
  readonly meetingId: string;
  /** Tells the voices of one window apart, see SpeakerSegmenter. */
  readonly segment: (window: Pcm) => Promise<readonly Uint8Array[]>;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Listens for several voices in the tracks of one meeting. What goes wrong there is told once, ends it for all tracks, and costs the meeting nothing. */
export class VoiceChecks {
  readonly #options: VoiceChecksOptions;
  #fault: { readonly error: unknown } | null = null;

  constructor(options: VoiceChecksOptions) {
    this.#options = options;
  }

  /** `onSeveral`: it is plain before the track has ended. */
  open(onSeveral?: () => void): VoiceCheck {
    return new VoiceCheck({
      segment: (window) => this.#segment(window),
      ...(onSeveral && { onSeveral }),
      onFault: (error) => this.#note(error),
    });
  }

  async #segment(window: Pcm): Promise<readonly Uint8Array[]> {
    if (this.#fault) throw this.#fault.error;
    return await this.#options.segment(window);
  }

  #note(error: unknown): void {
    const { signal, log, meetingId } = this.#options;
    if (!this.#fault && !signal.aborted) log.warn({ err: error, meetingId }, 'nobody listens for shared microphones');
    this.#fault ??= { error };
  }
}
