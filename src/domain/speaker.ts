/** A voice in one meeting: `speaker` is its stable label ("1001", "Speaker 1"), `name` what people call it. */
export interface Speaker {
  readonly speaker: string;
  readonly name: string;
}

/** How much one speaker said. */
export interface SpeakerTime extends Speaker {
  readonly talkMs: number;
  readonly turns: number;
}
