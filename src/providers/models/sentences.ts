import type { ModelEntry } from '../../ports/model-library.ts';

/** "141 MiB"; people compare it with their disk. */
export function readableBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${power > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}

/** Why the model is missing, and how to put it there by hand. */
export function missingSentence(entry: ModelEntry, folder: string, reason: string): string {
  const size = entry.bytes === null ? '' : `, ${readableBytes(entry.bytes)}`;
  return (
    `The model "${entry.name}" (${entry.file}${size}) is not on this machine and can't be downloaded: ${reason}. ` +
    `Get ${entry.url} in another way and put it as ${entry.file} into ${folder} or into the folder that MODELS_DIR names.`
  );
}

/** What a host serves under the model's address is something else. */
export function wrongFileSentence(entry: ModelEntry, folder: string, reason: string): string {
  return (
    `The download of the model "${entry.name}" was thrown away, since ${new URL(entry.url).host} does not serve the published file: ` +
    `${reason}. Try again later, or get ${entry.file} from a source that you trust and put it into ${folder}.`
  );
}

/** A file on this machine that must not be used. */
export function damagedSentence(path: string, fault: string, entry: ModelEntry | null): string {
  const cure = entry
    ? `Delete it and run "mom models pull ${entry.name}"; if it is a model of your own, give it another name.`
    : 'Put the right file there or choose another model.';
  return `The model file ${path} ${fault}. ${cure}`;
}

/** A name that means nothing here. */
export function unknownSentence(wanted: string, close: readonly string[]): string {
  const hint = close.length > 0 ? `Did you mean ${close.join(', ')}?` : '"mom models" lists the names that are known.';
  return `There is no model "${printable(wanted)}": it is no name in the table and no file in the model folders. ${hint}`;
}

/** A path that leads nowhere. */
export const noFileSentence = (path: string): string =>
  `There is no model file ${printable(path)}. Check the path, or name a model from the table ("mom models").`;

const printable = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
};
