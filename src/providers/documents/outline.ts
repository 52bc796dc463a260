/** What a document says, without how it looks: Markdown, PDF and DOCX are three views of one outline. */
export interface Outline {
  readonly title: string;
  /** Day, length and number of speakers, in one line. */
  readonly facts: string;
  /** How the minutes were made; always shown above them. */
  readonly label: string;
  /** What the reader must know before trusting the lists. */
  readonly notices: readonly string[];
  readonly sections: readonly Section[];
  readonly transcript: readonly TranscriptParagraph[];
}

export type Section =
  | { readonly kind: 'paragraphs'; readonly heading: string; readonly paragraphs: readonly string[] }
  | {
      readonly kind: 'claims';
      readonly heading: string;
      /** Small: what is told for completeness and must not look like a result. */
      readonly look: 'normal' | 'small';
      readonly claims: readonly OutlineClaim[];
    }
  | {
      readonly kind: 'table';
      readonly heading: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    };

/** A table column; `share` is its part of the width, all together 1. */
export interface Column {
  readonly title: string;
  readonly share: number;
}

export interface OutlineClaim {
  readonly text: string;
  /** "Maya, 0:34", with votes and doubts where there are any. */
  readonly source: string;
}

/** At most a minute of one speaker's turn; `name` is null where the turn goes on or nobody can tell who spoke. */
export interface TranscriptParagraph {
  readonly name: string | null;
  readonly time: string;
  readonly text: string;
  /** "(en) …", or null without one. */
  readonly translation: string | null;
}
