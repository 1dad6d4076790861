import type { TimelineEntry } from '@/shared/api/types';

/** A step with how long it lasted: until the next one, or not yet known. */
export interface TimedEntry extends TimelineEntry {
  lastedMs: number | undefined;
}

/** Newest first. A step of an earlier model of the same name does not last until the next model's first. */
export function withDurations(oldestFirst: readonly TimelineEntry[]): TimedEntry[] {
  return oldestFirst
    .map((entry, index) => {
      const next = oldestFirst[index + 1];
      const lasted = next?.uid === entry.uid ? Date.parse(next.at) - Date.parse(entry.at) : NaN;
      return { ...entry, lastedMs: Number.isFinite(lasted) && lasted >= 0 ? lasted : undefined };
    })
    .reverse();
}
