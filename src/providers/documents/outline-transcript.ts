import type { Transcript } from '../../domain/transcript.ts';
import { clockTime } from './clock-time.ts';
import { type Cue, cuesOf, translationLine } from './cues.ts';
import type { TranscriptParagraph } from './outline.ts';

/** Long turns get a new paragraph with its own time this often, so that a moment can be found. */
const PARAGRAPH_MS = 60_000;

/** The transcript by turns. */
export function outlineTranscript(transcript: Transcript): readonly TranscriptParagraph[] {
  const paragraphs: { first: Cue; isNewTurn: boolean; cues: Cue[] }[] = [];
  let lastName: string | null | undefined;
  for (const cue of cuesOf(transcript)) {
    const current = paragraphs.at(-1);
    const isNewTurn = cue.name !== lastName;
    if (current === undefined || isNewTurn || cue.startMs - current.first.startMs >= PARAGRAPH_MS) {
      paragraphs.push({ first: cue, isNewTurn, cues: [cue] });
    } else {
      current.cues.push(cue);
    }
    lastName = cue.name;
  }
  return paragraphs.map(({ first, isNewTurn, cues }) => ({
    name: isNewTurn ? first.name : null,
    time: clockTime(first.startMs),
    text: cues.map((cue) => cue.text).join(' '),
    translation: translationLine(cues),
  }));
}
