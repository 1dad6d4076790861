import type { Model, TimelineEntry } from '@/shared/api/types';
import type { LifecycleEvent } from '@/shared/live/lifecycle';
import { isPhaseChange, type Step } from '@/shared/model/story';

export interface Activity extends Step {
  id: string;
  model: string;
  at: string;
  principal?: string | undefined;
  coldStartMs?: number | undefined;
}

/** The models something happened to last: their timelines tell what, from before this page was opened. */
export function latestModels(models: readonly Model[], count: number): string[] {
  const last = (model: Model) =>
    Math.max(Date.parse(model.lastUsed ?? '') || 0, Date.parse(model.createdAt) || 0);
  const names = [...models].sort((a, b) => last(b) - last(a)).map((model) => model.name);
  return [...new Set(names)].slice(0, count);
}

/** Timelines and live events as one list, newest first, without the small steps inside a launch. */
export function joinActivity(
  timelines: readonly { model: string; entries: readonly TimelineEntry[] }[],
  live: readonly LifecycleEvent[],
  count: number,
): Activity[] {
  const byId = new Map<string, Activity>();
  for (const { model, entries } of timelines)
    for (const entry of entries) byId.set(entry.id, { ...entry, model });
  for (const event of live) if (event.kind === 'model') byId.set(event.id, { ...event, model: event.name });
  return [...byId.values()]
    .filter((each) => !isPhaseChange(each))
    .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
    .slice(0, count);
}
