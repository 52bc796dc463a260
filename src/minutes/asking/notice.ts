/** Something that whoever runs AI MOM should know, told once. */
export interface CouncilNotice {
  readonly code: 'model-ends' | 'model-retired' | 'key-refused';
  readonly text: string;
}

export type OnNotice = (notice: CouncilNotice) => void;
