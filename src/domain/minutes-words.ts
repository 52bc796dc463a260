import type { ClaimFlag, Conflict, SeatState } from './minutes.ts';

/** What speaks against taking a claim at its word, as people read it beside the claim. */
export const flagWords: Readonly<Record<ClaimFlag, string>> = {
  'number-unsupported': 'a number in it was not said there',
  'name-unsupported': 'a name in it was not said',
  'evidence-weak': 'weak evidence',
  'injection-suspect': 'rests on words that give orders to note takers',
  'stated-for-the-record': 'stated for the record',
  'sound-lost': 'sound was lost where it was said',
  tentative: 'only a possibility',
};

/** How a seat did. */
export const seatStateWords: Readonly<Record<SeatState, string>> = {
  ok: 'answered',
  repaired: 'answered, repaired',
  late: 'answered late',
  invalid: 'answered nothing readable',
  limited: 'rate limit reached',
  retired: 'model retired',
  refused: 'refused',
  error: 'failed',
  budget: 'not asked: budget',
  duplicate: 'answered by another seat’s model',
  off: 'not asked',
};

/** "4 of 5 models": never a percentage, for models err alike. */
export const votesText = (votes: number, of: number): string => `${votes} of ${of} model${of === 1 ? '' : 's'}`;

/** "owner: Ann (3 models), Maya (1 model)" */
export const conflictText = ({ field, values }: Pick<Conflict, 'field' | 'values'>): string => {
  const told = values.map(({ value, votes }) => `${value} (${votes} model${votes === 1 ? '' : 's'})`);
  return `${conflictWords[field]}: ${told.join(', ')}`;
};

const conflictWords: Readonly<Record<Conflict['field'], string>> = {
  owner: 'who',
  due: 'when',
  number: 'number',
  polarity: 'opposite statements',
};
