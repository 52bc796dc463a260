/** What an engine may expect of one speaker, and what it learns from the answers. */
export interface PromptSource {
  /** Undefined when nothing is expected. */
  text(): string | undefined;
  /** The speaker said this, in order, nothing twice. */
  accepted(text: string): void;
  /** A chunk was not believed: what stood in the prompt may be the reason. */
  rejected(): void;
}
