/** What a speaker's next chunk is prompted with; it learns from what became of the last one. */
export interface PromptSource {
  /** Undefined: no prompt. */
  text(): string | undefined;
  accepted(text: string): void;
  rejected(): void;
}
