/** Something that whoever runs AI MOM should know, told once (a refused key once a day). */
export interface CouncilNotice {
  readonly code: 'model-ends' | 'model-retired' | 'key-refused';
  /** Provider and model; the provider alone where a key is refused. */
  readonly about: string;
  readonly text: string;
  /** Epoch ms; after that it is of no interest any more. */
  readonly untilMs: number;
}

export type OnNotice = (notice: CouncilNotice) => void;
