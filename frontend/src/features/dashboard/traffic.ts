import type { LatencyRow, UsageRow } from '@/shared/api/types';

/** One model's day: what was asked of it and how fast it answered. */
export interface TrafficRow {
  model: string;
  requests: number;
  tokensIn: number;
  tokensOut: number;
  errors: number;
  coldStarts: number;
  latency: LatencyRow | undefined;
}

/** Usage and latency side by side, the busiest first; a model that only one of the reports knows is not lost. */
export function joinTraffic(usage: readonly UsageRow[], latency: readonly LatencyRow[]): TrafficRow[] {
  const rows = new Map<string, TrafficRow>();
  for (const row of usage) {
    if (row.key === undefined) continue;
    const { requests, tokensIn, tokensOut, errors, coldStarts } = row;
    rows.set(row.key, {
      model: row.key,
      requests,
      tokensIn,
      tokensOut,
      errors,
      coldStarts,
      latency: undefined,
    });
  }
  for (const row of latency) {
    const known = rows.get(row.model) ?? {
      model: row.model,
      requests: row.requests,
      tokensIn: 0,
      tokensOut: 0,
      errors: 0,
      coldStarts: 0,
      latency: undefined,
    };
    rows.set(row.model, { ...known, latency: row });
  }
  return [...rows.values()].sort((a, b) => b.requests - a.requests || a.model.localeCompare(b.model));
}
