import { describe, expect, it } from 'vitest';
import { contentStems, isHedged, isNegated, isSettled, namesIn } from '../../../src/minutes/council/words/index.ts';

describe('words of a claim', () => {
  it('are compared without their endings and empty words', () => {
    expect(contentStems('The team decided on migrating the servers')).toEqual(contentStems('server migrations'));
    expect([...contentStems('The report of the meeting')]).toHaveLength(1);
  });

  it('are found in scripts without spaces', () => {
    expect(contentStems('会議は月曜日に延期されました').size).toBeGreaterThan(2);
  });

  it('are never none: a claim of empty words stays comparable', () => {
    expect(contentStems('We decided to go').size).toBeGreaterThan(0);
  });
});

describe('firmness', () => {
  it.each([
    'Maybe we should move it.',
    'We could switch providers.',
    'We might need more time.',
    'We should think about a new office.',
    'I may look at it.',
    'Wir könnten den Anbieter wechseln.',
    'Vielleicht machen wir das.',
    'On pourrait changer de fournisseur.',
    'Peut-être la semaine prochaine.',
    'Podríamos cambiar de proveedor.',
    'Forse cambiamo fornitore.',
    'Misschien doen we dat.',
  ])('hears that "%s" is only a possibility', (text) => {
    expect(isHedged(text)).toBe(true);
  });

  it.each([
    'I will send the report.',
    'Could you send the report?',
    'We ship in May.',
    'Könntest du den Bericht schicken?',
    'Ich schicke den Bericht.',
    'Je vais envoyer le rapport.',
  ])('takes "%s" at its word', (text) => {
    expect(isHedged(text)).toBe(false);
  });

  it('knows when a proposal is settled, and when that is hedged too', () => {
    expect(isSettled("Agreed, let's do that.")).toBe(true);
    expect(isSettled('Einverstanden, machen wir.')).toBe(true);
    expect(isSettled('Maybe, if that is agreed.')).toBe(false);
    expect(isSettled('Nice weather today.')).toBe(false);
    expect(isSettled('Will do.')).toBe(true);
    expect(isSettled('A rowing boat will do.')).toBe(false);
    expect(isSettled('If it saves my nurses I will buy you a yacht.')).toBe(false);
    expect(isSettled('Wenn das klappt, mache ich das.')).toBe(false);
  });
});

describe('polarity', () => {
  it.each([
    ['We do not ship on Monday.', true],
    ["We don't ship on Monday.", true],
    ['We ship on Monday.', false],
    ['No later than Friday.', false],
    ['It is not impossible that nobody comes.', false],
    ['Wir liefern nicht am Montag.', true],
    ['Nous ne livrons pas lundi.', true],
    ['The release is cancelled.', true],
    ['No enviamos nada el lunes.', false],
  ])('"%s" is negated: %s', (text, expected) => {
    expect(isNegated(text)).toBe(expected);
  });
});

describe('names', () => {
  it('are the capitals inside a sentence, where a language has not all its nouns so', () => {
    expect(namesIn('The team meets Zoe and calls Acme-Corp on Monday. Then it ends.', 'en')).toEqual([
      'zoe',
      'acme-corp',
    ]);
    expect(namesIn('Zoe will call. Everyone will listen. Implement caching.', 'en')).toEqual(['zoe']);
    expect(namesIn('Das Team trifft den Kunden.', 'de')).toEqual([]);
  });
});
