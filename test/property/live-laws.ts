import { expect } from 'vitest';
import type { Caption } from '../../src/domain/caption.ts';
import type { LiveEvent } from '../../src/transcription/live/index.ts';
import { wordText } from '../doubles/scripted-voices.ts';
import { close, type LiveRig, lengthMs, script, speak, type Talk } from './live-rig.ts';

/** Everybody says their talk, the first word of each 0.7 s after that of the one before; gives the words and what was told of them. */
export async function converse(rig: LiveRig, conversation: readonly Talk[], textOf = wordText) {
  const watched = await rig.open('m1');
  const speakings = conversation.map((talk, index) => ({
    words: script(rig.voices, talk, 500 + 700 * index, textOf),
    trackId: `t${index + 1}`,
    watched,
  }));
  const untilMs = 3_000 + Math.max(...conversation.map((talk, index) => lengthMs(talk) + 700 * index));
  await speak(rig, speakings, untilMs);
  await close(rig);
  const expected = new Map(speakings.map(({ trackId, words }) => [trackId, words.map(({ text }) => text)]));
  return { expected, events: watched.events };
}

/** Each caption begins once, each change only adds to its text, and after its end nothing comes. */
export function checkGrowth(events: readonly LiveEvent[]): void {
  const open = new Map<string, Caption>();
  const ended = new Set<string>();
  for (const event of events) {
    if (!('caption' in event)) continue;
    const { caption } = event;
    const before = open.get(caption.id);
    expect(ended.has(caption.id)).toBe(false);
    expect(before === undefined).toBe(event.type === 'caption-start');
    expect(caption.text.startsWith(before?.text ?? '')).toBe(true);
    if (event.type === 'caption-delta') expect(caption.text).toBe(`${before?.text}${event.delta}`);
    expect(caption.endMs).toBeGreaterThanOrEqual(before?.endMs ?? caption.startMs);
    expect(caption.endMs - caption.startMs).toBeLessThanOrEqual(30_000);
    expect(caption.isFinal).toBe(event.type === 'caption-end');
    if (caption.isFinal) ended.add(caption.id);
    open.set(caption.id, caption);
  }
  expect(ended.size).toBe(open.size);
}
