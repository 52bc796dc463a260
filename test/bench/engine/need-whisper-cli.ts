import { buildWhisperCli } from '../whisper-cli.ts';
import { NotRunHere } from './engine-stage.ts';

/** Builds whisper.cpp's own program where that was not done yet. */
export function needWhisperCli(): void {
  try {
    buildWhisperCli();
  } catch (error: unknown) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotRunHere(`whisper-cli could not be built here (cmake and a C++ compiler are needed): ${reason}`);
  }
}
