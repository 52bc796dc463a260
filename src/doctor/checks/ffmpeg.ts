import { z } from 'zod';
import type { Check, CheckOutcome } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';

const PROBE = "import { getFFmpegInfo } from 'node-av/lib'; console.log(JSON.stringify(getFFmpegInfo()));";
const schema = z.object({ version: z.string() });

/** Does FFmpeg load? Tried in a child, as recordings are decoded in one. */
export const ffmpegCheck = ({ nodePath, runProgram }: DoctorFacts): Check => ({
  name: 'ffmpeg',
  run: async (signal) => {
    const result = await runProgram(nodePath, ['--input-type=module', '-e', PROBE], signal);
    const info = schema.safeParse(parsed(result?.stdout)).data;
    if (info) return { status: 'ok', summary: `FFmpeg ${info.version} loads`, facts: { version: info.version } };
    return broken(result?.endedBy ?? firstError(result?.stderr) ?? 'no reason given');
  },
});

const broken = (reason: string): CheckOutcome => ({
  status: 'fail',
  summary: `FFmpeg does not load: ${reason}`,
  hint: 'Run "npm install" again, with optional dependencies (node-av brings FFmpeg for this platform).',
});

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** "Error: libavcodec.so.62: cannot open …" out of a stack trace. */
const firstError = (stderr: string | undefined): string | undefined =>
  /^\w*Error.*$/m.exec(stderr ?? '')?.[0].slice(0, 200);
