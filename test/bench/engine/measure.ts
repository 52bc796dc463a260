/** One figure of a stage and what it has to be. */
export interface Measure {
  readonly name: string;
  readonly figure: number | string;
  readonly unit: string;
  /** In words; empty for what is only told. */
  readonly bar: string;
  /** Null for what has no bar. */
  readonly isMet: boolean | null;
}

export const atMost = (name: string, figure: number, most: number, unit = ''): Measure => ({
  ...{ name, figure, unit },
  bar: `<= ${most}`,
  isMet: figure <= most,
});

export const exactly = (name: string, figure: number, wanted: number, unit = ''): Measure => ({
  ...{ name, figure, unit },
  bar: `= ${wanted}`,
  isMet: figure === wanted,
});

export const holds = (name: string, isTrue: boolean): Measure => ({
  ...{ name, figure: isTrue ? 'yes' : 'NO', unit: '' },
  bar: 'yes',
  isMet: isTrue,
});

/** For information. */
export const told = (name: string, figure: number | string, unit = ''): Measure => ({
  ...{ name, figure, unit },
  bar: '',
  isMet: null,
});
