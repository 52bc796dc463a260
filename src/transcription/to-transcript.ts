import type { SpeakerTime } from '../domain/speaker.ts';
import type { Transcript, Turn, Utterance } from '../domain/transcript.ts';

/** Adds turns, talk time and language to utterances that are in order of time. */
export function toTranscript(utterances: readonly Utterance[], isMix: boolean): Transcript {
  const turns = toTurns(utterances);
  return {
    utterances,
    turns,
    speakers: isMix ? null : speakerTimes(utterances, turns),
    language: mainLanguage(utterances),
  };
}

function toTurns(utterances: readonly Utterance[]): Turn[] {
  const groups: [Utterance, ...Utterance[]][] = [];
  for (const utterance of utterances) {
    const open = groups.at(-1);
    if (open?.[0].speaker === utterance.speaker) open.push(utterance);
    else groups.push([utterance]);
  }
  return groups.map((group) => ({
    speaker: group[0].speaker,
    name: group[0].name,
    startMs: group[0].startMs,
    endMs: Math.max(...group.map((utterance) => utterance.endMs)),
    utteranceIds: group.map((utterance) => utterance.id),
  }));
}

/** In order of appearance. */
function speakerTimes(utterances: readonly Utterance[], turns: readonly Turn[]): SpeakerTime[] {
  const times = new Map<string, SpeakerTime>();
  for (const { speaker, name, startMs, endMs } of utterances) {
    times.set(speaker, { speaker, name, turns: 0, talkMs: (times.get(speaker)?.talkMs ?? 0) + (endMs - startMs) });
  }
  for (const { speaker } of turns) {
    const time = times.get(speaker);
    if (time) times.set(speaker, { ...time, turns: time.turns + 1 });
  }
  return [...times.values()];
}

/** The language that most letters are in. */
function mainLanguage(utterances: readonly Utterance[]): string | null {
  const letters = new Map<string, number>();
  for (const { language, text } of utterances) {
    if (language) letters.set(language, (letters.get(language) ?? 0) + text.length);
  }
  return [...letters].sort(([a, many], [b, more]) => more - many || a.localeCompare(b))[0]?.[0] ?? null;
}
