import { createRequire } from 'node:module';
import { firstFontName } from './font-collection.ts';

type PdfDocument = PDFKit.PDFDocument;
type Weight = 'regular' | 'bold';

interface Face {
  readonly name: string;
  has(codePoint: number): boolean;
}

const OWN_FACE = 'own';
// Joiners and variation selectors shape their neighbours; a font without them loses nothing that can be seen.
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
// Breaking one endless word into lines takes pdfkit seconds, so it gets places to break. Scripts without spaces break anyway.
const ENDLESS_WORD =
  /[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{80}(?=\S)/gu;

/**
 * Chooses for each text the font that can show it: DejaVu (Latin, Greek, Cyrillic, Arabic, Hebrew, …) or the font of PDF_FONT,
 * and remembers the characters that neither has.
 */
export class PdfFonts {
  readonly #document: PdfDocument;
  readonly #faces: Record<Weight, Face>;
  readonly #own: Face | null;
  readonly #missing = new Map<string, number>();

  private constructor(document: PdfDocument, faces: Record<Weight, Face>, own: Face | null) {
    this.#document = document;
    this.#faces = faces;
    this.#own = own;
  }

  static async open(document: PdfDocument, ownFont: string | null): Promise<PdfFonts> {
    const dejavu = (file: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`);
    const faces = {
      regular: registerFace(document, 'regular', dejavu('DejaVuSans.ttf'), null),
      bold: registerFace(document, 'bold', dejavu('DejaVuSans-Bold.ttf'), null),
    };
    return new PdfFonts(document, faces, ownFont === null ? null : await registerOwnFace(document, ownFont));
  }

  /** Selects the font that shows most of the text, and gives the text as it can be shown. */
  select(text: string, weight: Weight, size: number): string {
    const shown = text.replaceAll(IGNORABLE, '').replaceAll(ENDLESS_WORD, '$& ');
    const face = this.#bestFace(shown, weight);
    this.#document.font(face.name).fontSize(size);
    return shown;
  }

  /** Counts what can't be shown. */
  note(text: string, weight: Weight): void {
    const shown = text.replaceAll(IGNORABLE, '');
    const face = this.#bestFace(shown, weight);
    for (const character of shown) {
      if (face.has(character.codePointAt(0) ?? 0)) continue;
      this.#missing.set(character, (this.#missing.get(character) ?? 0) + 1);
    }
  }

  /** Each noted character that no font has, with its number of uses, in order of appearance. */
  get missing(): ReadonlyMap<string, number> {
    return this.#missing;
  }

  #bestFace(text: string, weight: Weight): Face {
    const face = this.#faces[weight];
    if (this.#own === null) return face;
    const lacking = countLacking(face, text);
    return lacking > 0 && countLacking(this.#own, text) < lacking ? this.#own : face;
  }
}

function countLacking(face: Face, text: string): number {
  let lacking = 0;
  for (const character of text) if (!face.has(character.codePointAt(0) ?? 0)) lacking += 1;
  return lacking;
}

function registerFace(document: PdfDocument, name: string, path: string, family: string | null): Face {
  if (family === null) document.registerFont(name, path);
  else document.registerFont(name, path, family);
  document.font(name);
  const font = shaperOf(document);
  const known = new Map<number, boolean>();
  const has = (codePoint: number): boolean => {
    const answer = known.get(codePoint) ?? font.hasGlyphForCodePoint(codePoint);
    known.set(codePoint, answer);
    return answer;
  };
  return { name, has };
}

async function registerOwnFace(document: PdfDocument, path: string): Promise<Face> {
  try {
    return registerFace(document, OWN_FACE, path, await firstFontName(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the font file of PDF_FONT can't be used (${reason})`, { cause: error });
  }
}

interface Shaper {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** The fontkit font behind the selected one; pdfkit has no public way to ask what a font can show. */
function shaperOf(document: PdfDocument): Shaper {
  const { _font: selected } = document as unknown as { readonly _font?: { readonly font?: unknown } };
  const font = selected?.font;
  if (typeof font === 'object' && font !== null && 'hasGlyphForCodePoint' in font) return font as Shaper;
  throw new Error('the font can not be asked for its characters');
}
