import { describe, expect, it } from 'vitest';
import { MinutesTranslator } from '../../../src/minutes/index.ts';
import { aDocument } from '../../fixtures/meeting-documents.ts';

const { minutes } = aDocument({ minutes: { summary: 'We ship 3 boxes soon.', summaryClaims: [] } });
const signal = AbortSignal.timeout(10_000);

/** Answers with every text of the question, changed. */
const translator = (change: (text: string) => string) => {
  const asked: string[] = [];
  const ask = async ({ user }: { readonly user: string }) => {
    asked.push(user);
    const texts = user.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    return { text: JSON.stringify({ texts: texts.map(({ id, text }) => ({ id, text: change(text) })) }) };
  };
  return { ask, asked };
};

describe('minutes in the language of the reader', () => {
  it('are asked for once and kept for the next reader', async () => {
    const german: Readonly<Record<string, string>> = {
      'We ship 3 boxes soon.': 'Wir liefern 3 Kisten bald.',
      'Extractive notes: no AI model was used': 'Auszüge: kein Modell wurde benutzt',
    };
    const { ask, asked } = translator((text) => german[text] ?? text);
    const desk = new MinutesTranslator();
    const first = await desk.translate(minutes, 'de', ask, signal);
    expect(first).toMatchObject({ language: 'de', summary: 'Wir liefern 3 Kisten bald.' });
    expect(await desk.translate(minutes, 'de', ask, signal)).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  it('are not shown when two answers change a number', async () => {
    const { ask, asked } = translator((text) => text.replace('3', '4'));
    const wrong = new MinutesTranslator().translate(minutes, 'de', ask, signal);
    await expect(wrong).rejects.toMatchObject({ code: 'llm_unavailable' });
    expect(asked).toHaveLength(2);
  });

  it('are the same where they are in that language already, and need a model elsewhere', async () => {
    const desk = new MinutesTranslator();
    const nobody = async () => null;
    expect(await desk.translate(minutes, 'en', nobody, signal)).toBe(minutes);
    await expect(desk.translate(minutes, 'de', nobody, signal)).rejects.toMatchObject({ code: 'usage' });
    await expect(desk.translate(minutes, 'xx', nobody, signal)).rejects.toThrow('"xx" is no language');
  });
});
