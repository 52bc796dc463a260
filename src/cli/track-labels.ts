import { basename, extname } from 'node:path';
import type { Speaker } from '../domain/speaker.ts';
import { MomError } from '../errors.ts';

/** "track-1001.opus" -> "1001", "2-maya.flac" (Craig) -> "maya", "Maya Lopez.wav" -> "Maya Lopez". */
export function trackLabel(path: string): string {
  const name = basename(path, extname(path));
  const bare = name.replace(/^(?:track|speaker|user)(?:[-_ ]+|(?=\d))/i, '').replace(/^\d{1,2}[-_](?=.*\p{L})/u, '');
  return bare.trim() || name;
}

/** "1001=Maya,1002=Tom" -> names by label. @throws MomError usage */
export function parseNames(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const pair of text.split(',')) {
    const [label = '', name = ''] = pair.split(/=(.*)/s).map((part) => part.trim());
    if (!label || !name) throw new MomError('usage', `--names wants LABEL=NAME,…; "${pair}" is not that.`);
    names.set(label, name);
  }
  return names;
}

/**
 * One speaker a file: its label from the file name, its name from `names`.
 *
 * @throws MomError usage when a name belongs to no file, or when two files would be the same speaker
 */
export function trackSpeakers(paths: readonly string[], names: ReadonlyMap<string, string>): readonly Speaker[] {
  const labels = paths.map(trackLabel);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) throw new MomError('usage', `Two tracks are called "${twice}": each file must be one speaker.`);
  const stranger = [...names.keys()].find((label) => !labels.includes(label));
  if (stranger) throw new MomError('usage', `--names knows "${stranger}", but the tracks are ${labels.join(', ')}.`);
  return labels.map((label) => ({ speaker: label, name: names.get(label) ?? label }));
}
