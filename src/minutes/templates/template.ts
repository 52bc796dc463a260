/** A title in the languages that ship; other languages get the English one, or a translation. */
export interface LocalTitle {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
  readonly es: string;
}

/** Parts that all minutes have. */
export type StandardPart =
  | 'summary'
  | 'key_points'
  | 'decisions'
  | 'action_items'
  | 'open_questions'
  | 'speakers'
  | 'chapters'
  | 'conclusion';

/** A part that only this kind of meeting has; `id` is the id in a draft's `sections`. */
export interface TemplateSection {
  readonly id: string;
  readonly title: LocalTitle;
}

/** Words that give a kind of meeting away, in lower case; `weight` says how much one of them tells (1 little, 3 a lot). */
export interface TemplateCue {
  readonly weight: number;
  readonly phrases: readonly string[];
}

/** A kind of meeting, as data. */
export interface Template {
  readonly id: string;
  readonly title: LocalTitle;
  /** What models are told, at most 120 tokens; it names the ids of the sections. */
  readonly prompt: string;
  readonly sections: readonly TemplateSection[];
  /** Ids of standard parts and sections in the order in which people read them; each of its sections once. */
  readonly order: readonly string[];
  /** Phrases in the title of a meeting that settle its kind. */
  readonly titleCues: readonly string[];
  readonly cues: readonly TemplateCue[];
  /** Number of speakers that this kind can have, or null for any. */
  readonly speakers: { readonly least: number; readonly most: number } | null;
  /** Goes to the people who took part, never to a public thread, and raises no alerts. */
  readonly isPrivate: boolean;
}

/** The order of minutes without sections of their own. */
export const STANDARD_ORDER: readonly StandardPart[] = [
  'summary',
  'key_points',
  'decisions',
  'action_items',
  'open_questions',
  'speakers',
  'chapters',
  'conclusion',
];

/** Title of a section or template in a language ("de", "de-AT"), else in English. */
export function titleIn(title: LocalTitle, language: string): string {
  const base = language.toLowerCase().split(/[-_]/)[0];
  return base === 'de' || base === 'fr' || base === 'es' ? title[base] : title.en;
}
