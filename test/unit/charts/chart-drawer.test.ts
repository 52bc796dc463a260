import { describe, expect, it } from 'vitest';
import type { CostChart } from '../../../src/ports/chart-drawer.ts';
import { createChartDrawer } from '../../../src/providers/charts/index.ts';

const aChart = (title: string): CostChart => ({
  title,
  days: [
    {
      day: '2026-11-01',
      parts: [
        { name: 'groq', usd: 0.004 },
        { name: 'openrouter', usd: 0.05 },
      ],
    },
    {
      day: '2026-11-02',
      parts: [
        { name: 'groq', usd: 0 },
        { name: 'openrouter', usd: 1.5 },
      ],
    },
  ],
  monthBudgetUsd: 20,
});

/** Width and height in the IHDR chunk (PNG specification 11.2.2). */
const sizeOf = (png: Uint8Array): readonly number[] => {
  const view = Buffer.from(png);
  return [view.readUInt32BE(16), view.readUInt32BE(20)];
};

describe('the chart of costs', () => {
  it('is a PNG in which the text is drawn', async () => {
    await using drawer = createChartDrawer();
    const png = await drawer.drawCosts(aChart('Costs of 2026-11: $1.55'));
    expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
    const [width = 0, height = 0] = sizeOf(png);
    expect(width).toBeGreaterThan(1_600);
    expect(height).toBeGreaterThan(700);
    // Without a font the picture would be the same for every title.
    expect(await drawer.drawCosts(aChart('Something else'))).not.toEqual(png);
  });

  it('is stopped by its signal and by the end of the drawer', async () => {
    const drawer = createChartDrawer();
    await expect(drawer.drawCosts(aChart('x'), AbortSignal.abort(new Error('not wanted')))).rejects.toThrow(
      'not wanted',
    );
    const running = drawer.drawCosts(aChart('x')).catch((error: unknown) => error);
    await drawer[Symbol.asyncDispose]();
    expect(await running).toMatchObject({ code: 'export_failed' });
  });

  it('refuses more than two at once', async () => {
    await using drawer = createChartDrawer();
    const drawn = await Promise.allSettled(['a', 'b', 'c'].map((title) => drawer.drawCosts(aChart(title))));
    expect(drawn.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });
});
