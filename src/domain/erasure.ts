/** What is to disappear from a recording. Times in epoch ms, the end not included. */
export type Erasure =
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'range'; readonly fromMs: number; readonly toMs: number };
