import { type FileHandle, open, stat } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import { EndOfFile, FileCursor } from './file-cursor.ts';
import { ModelFault } from './model-fault.ts';
import { isMultilingual, readHeader } from './model-header.ts';
import { countTensors } from './model-tensors.ts';

/** What a sound model file says about itself. */
export interface WhisperModelFile {
  readonly path: string;
  readonly isMultilingual: boolean;
  /** Positions of the encoder, 1500 for 30 s. */
  readonly audioContext: number;
  /** Ids from this one on are no text. */
  readonly endOfTextId: number;
  /** False for whisper.cpp's stubs for tests: they load and never say anything. */
  readonly hasWeights: boolean;
}

/** Filter bank of a 400-point FFT. */
const FFT_BINS = 201;
/** whisper_vocab in whisper.cpp. */
const END_OF_TEXT_ENGLISH = 50_256;
const END_OF_TEXT_MULTILINGUAL = 50_257;
const LONGEST_TOKEN_BYTES = 1_024;

/**
 * Walks through the structure of a whisper.cpp model file (.bin). whisper.cpp segfaults where this throws. Changed weights are
 * not seen: that is what the sha256 of the model library is for.
 *
 * @throws MomError model_missing, model_damaged
 */
export async function checkModelFile(path: string): Promise<WhisperModelFile> {
  const file = await openModel(path);
  try {
    return await walk(file, path);
  } catch (error) {
    throw damaged(path, error);
  } finally {
    await file.close();
  }
}

async function openModel(path: string): Promise<FileHandle> {
  try {
    // Asked before opening: open() waits forever for the other end of a pipe.
    if (!(await stat(path)).isFile()) throw damaged(path, new ModelFault('it is not a file'));
    return await open(path);
  } catch (error) {
    if (error instanceof MomError) throw error;
    throw new MomError(
      'model_missing',
      `The Whisper model ${path} can't be opened; get one with \`mom models pull base\` or name another file in WHISPER_MODEL.`,
      { cause: error, file: path },
    );
  }
}

function damaged(path: string, error: unknown): MomError {
  const fault = error instanceof EndOfFile ? 'it is cut off' : error instanceof Error ? error.message : String(error);
  return new MomError(
    'model_damaged',
    `The Whisper model ${path} can't be used: ${fault}; get the model again with \`mom models pull\` or name another file in WHISPER_MODEL.`,
    { cause: error, file: path },
  );
}

async function walk(file: FileHandle, path: string): Promise<WhisperModelFile> {
  const { size } = await file.stat();
  if (size === 0) throw new ModelFault('it is empty');
  const cursor = new FileCursor(file, size);
  const header = await readHeader(cursor);
  await skipMelFilters(cursor, header.melBands);
  await skipVocabulary(cursor, header.vocabularySize);
  const tensors = await countTensors(cursor, header);
  return {
    path,
    isMultilingual: isMultilingual(header),
    audioContext: header.audioContext,
    endOfTextId: isMultilingual(header) ? END_OF_TEXT_MULTILINGUAL : END_OF_TEXT_ENGLISH,
    hasWeights: tensors > 0,
  };
}

async function skipMelFilters(cursor: FileCursor, melBands: number): Promise<void> {
  const [bands = 0, bins = 0] = await cursor.int32s(2);
  if (bands !== melBands || bins !== FFT_BINS) throw new ModelFault('its mel filters make no sense');
  cursor.skip(bands * bins * Float32Array.BYTES_PER_ELEMENT);
}

async function skipVocabulary(cursor: FileCursor, vocabularySize: number): Promise<void> {
  const tokens = await cursor.int32();
  if (tokens < 1 || tokens > vocabularySize) throw new ModelFault('its vocabulary makes no sense');
  for (let index = 0; index < tokens; index += 1) {
    const bytes = await cursor.int32();
    if (bytes < 0 || bytes > LONGEST_TOKEN_BYTES) throw new ModelFault('its vocabulary makes no sense');
    cursor.skip(bytes);
  }
}
