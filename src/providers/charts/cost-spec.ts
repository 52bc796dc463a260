import type { TopLevelSpec } from 'vega-lite';
import type { CostChart } from '../../ports/chart-drawer.ts';

/** Wide enough for 31 bars, and text still large where a phone shows the picture at a third of its size. */
const WIDTH = 820;
const HEIGHT = 380;
const FONT = 'DejaVu Sans';
const BACKGROUND = '#ffffff';
const INK = '#1f2430';
const FAINT = '#d7dbe4';
/** Okabe and Ito's palette, told apart by every eye. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00'];

/** The chart as vega-lite describes it. */
export function costSpec(chart: CostChart): TopLevelSpec {
  const values = chart.days.flatMap(({ day, parts }) =>
    parts.map(({ name, usd }) => ({ day: dayOfMonth(day), provider: name, usd })),
  );
  const providers = [...new Set(values.map(({ provider }) => provider))];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: WIDTH,
    height: HEIGHT,
    background: BACKGROUND,
    padding: 24,
    title: { text: chart.title, subtitle: subtitleOf(chart), anchor: 'start' },
    data: { values },
    mark: { type: 'bar', cornerRadiusEnd: 2 },
    encoding: {
      x: {
        field: 'day',
        type: 'ordinal',
        sort: chart.days.map(({ day }) => dayOfMonth(day)),
        axis: { title: null, labelAngle: 0, labelOverlap: 'parity', ticks: false },
      },
      y: { field: 'usd', type: 'quantitative', axis: { title: null, format: '$,.3~r', tickCount: 5, domain: false } },
      color: {
        field: 'provider',
        type: 'nominal',
        scale: { domain: providers, range: COLOURS },
        legend: { title: null, orient: 'top', symbolType: 'square' },
      },
    },
    config: {
      font: FONT,
      title: { fontSize: 28, subtitleFontSize: 18, color: INK, subtitleColor: INK, subtitlePadding: 8, offset: 16 },
      axis: { labelFontSize: 18, labelColor: INK, gridColor: FAINT, domainColor: FAINT },
      legend: { labelFontSize: 18, symbolSize: 220, labelColor: INK },
      view: { stroke: null },
    },
  };
}

const dayOfMonth = (isoDay: string): string => String(Number(isoDay.slice(8)));

function subtitleOf({ days, monthBudgetUsd }: CostChart): string {
  const busiest = Math.max(0, ...days.map(({ parts }) => parts.reduce((sum, { usd }) => sum + usd, 0)));
  const perDay = `US dollars a day, the dearest day $${busiest.toFixed(2)}`;
  return monthBudgetUsd === null ? perDay : `${perDay}; budget of the month $${monthBudgetUsd.toFixed(2)}`;
}
