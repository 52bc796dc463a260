/** Silero's published defaults (silero-vad, get_speech_timestamps): speech begins above, and goes on down to. */
const SPEECH_BEGINS = 0.5;
const SPEECH_GOES_ON = 0.35;

/** Turns probabilities into speech or not, with hysteresis so that a wavering voice is not cut to pieces. */
export class SpeechGate {
  #isOpen = false;

  /** Whether the window with this probability belongs to speech. */
  hear(probability: number): boolean {
    this.#isOpen = probability >= (this.#isOpen ? SPEECH_GOES_ON : SPEECH_BEGINS);
    return this.#isOpen;
  }
}
