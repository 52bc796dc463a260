/** What each day cost; `parts` are stacked, the same names in the same colours every day. */
export interface CostChart {
  readonly title: string;
  /** ISO days in order, the last one is today. */
  readonly days: readonly {
    readonly day: string;
    readonly parts: readonly { readonly name: string; readonly usd: number }[];
  }[];
  /** Told under the title, when there is one. */
  readonly monthBudgetUsd: number | null;
}

/**
 * Draws pictures for a chat, off the main thread, with a font of its own.
 *
 * @throws MomError export_failed; an aborted signal's reason
 */
export interface ChartDrawer extends AsyncDisposable {
  /** PNG that reads well on a phone. */
  drawCosts(chart: CostChart, signal?: AbortSignal): Promise<Uint8Array>;
}
