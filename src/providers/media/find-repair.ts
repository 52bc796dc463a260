import { FileReader } from './file-reader.ts';
import { repairOgg } from './ogg-pages.ts';
import { NO_REPAIR, type Repair } from './repair.ts';
import { repairWav } from './wav-header.ts';

/**
 * What stands in the way of FFmpeg in this file and can be mended. `onAlive` is called every now and then meanwhile.
 *
 * @throws MomError recording_missing, recording_unreadable, recording_no_audio
 */
export function findRepair(path: string, onAlive: () => void): Repair {
  const file = new FileReader(path);
  try {
    const head = file.read(0, 12).toString('latin1');
    if (head.startsWith('OggS')) return repairOgg(file, onAlive);
    if (head.startsWith('RIFF') && head.endsWith('WAVE')) return repairWav(file);
    return NO_REPAIR;
  } finally {
    file[Symbol.dispose]();
  }
}
