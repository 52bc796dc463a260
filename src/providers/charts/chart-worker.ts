import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { type Config, parse, type Spec, View } from 'vega';
import { compile } from 'vega-lite';
import type { CostChart } from '../../ports/chart-drawer.ts';
import { costSpec } from './cost-spec.ts';

/** Twice the size, for screens with fine dots. */
const ZOOM = 2;

export type ChartAnswer = { readonly bytes: Uint8Array } | { readonly failure: string };

/** Entry of the worker thread: one chart, one answer. */
async function draw(chart: CostChart): Promise<ChartAnswer> {
  try {
    const { spec } = compile(costSpec(chart));
    const view = new View(parse(spec as Spec, undefined as Config | undefined), { renderer: 'none' });
    const svg = await view.toSVG();
    const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
      createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`),
    );
    for (const file of fontFiles) readFileSync(file); // a missing font would leave the text out without any error
    const resvg = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: ZOOM },
      font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
    });
    return { bytes: new Uint8Array(resvg.render().asPng()) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

const answer = await draw(workerData as CostChart);
parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
