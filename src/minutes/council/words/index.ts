export { contentStems, trigramsOf } from './content-words.ts';
export { isHedged, isSettled } from './firmness.ts';
export { namesIn } from './names.ts';
export { isNegated, negationsIn } from './polarity.ts';
export { isHeard, isSameQuantity, type NumbersHeard, numbersHeard, quantitiesOf, saysNumber } from './quantities.ts';
export type { Quantity } from './written-numbers.ts';
