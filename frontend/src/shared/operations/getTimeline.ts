import type { ApiClient } from '@/shared/api/client';
import type { Timeline } from '@/shared/api/types';
import { modelPath } from './getModel';
import { queryKeys } from './queryKeys';

/** Query options for a model's life so far, oldest first. */
export function timelineQuery(api: ApiClient, name: string) {
  return {
    queryKey: queryKeys.timeline(name),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<Timeline>(`${modelPath(name)}/timeline`, { signal }),
    select: (timeline: Timeline) => timeline.items,
  };
}
