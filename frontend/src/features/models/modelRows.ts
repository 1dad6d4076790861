import type { Model, State } from '@/shared/api/types';
import { STATES } from '@/shared/model/state';

export type SortColumn = 'name' | 'state' | 'owner' | 'lastUsed' | 'createdAt';
export interface Sorting {
  by: SortColumn;
  descending: boolean;
}

/** `live` is everything that is not terminated. */
export type StateFilter = 'live' | 'all' | State;

export function isStateFilter(text: string | null): text is StateFilter {
  return text === 'live' || text === 'all' || (STATES as readonly (string | null)[]).includes(text);
}

/** The rows to show: searched in name, source and owner, filtered by state, sorted with the name as second key. */
export function modelRows(
  models: readonly Model[],
  search: string,
  filter: StateFilter,
  sorting: Sorting,
): Model[] {
  const wanted = search.trim().toLowerCase();
  const direction = sorting.descending ? -1 : 1;
  return models
    .filter((model) =>
      filter === 'all' ? true : filter === 'live' ? model.state !== 'terminated' : model.state === filter,
    )
    .filter((model) =>
      [model.name, model.source, model.owner].some((text) => text.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => direction * compare(a, b, sorting.by) || a.name.localeCompare(b.name));
}

function compare(a: Model, b: Model, by: SortColumn): number {
  if (by === 'state') return STATES.indexOf(a.state) - STATES.indexOf(b.state);
  return (a[by] ?? '').localeCompare(b[by] ?? '');
}
