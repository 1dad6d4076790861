import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useApi } from '@/shared/api/ApiContext';
import { follow, type LiveStatus } from '@/shared/live/follow';
import { parseLifecycle, type LifecycleEvent } from '@/shared/live/lifecycle';
import { LiveContext } from '@/shared/live/LiveContext';
import { queryKeys } from '@/shared/operations/queryKeys';

const KEPT_EVENTS = 50;
const GATHER_MS = 150;
/** The metrics service counts by events too, from a queue: its numbers follow a moment later. */
const COUNTS_LAG_MS = 1500;

/** Follows the gateway's event stream for as long as somebody is signed in, and marks stale what events touch. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const cache = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>('connecting');
  const [recent, setRecent] = useState<readonly LifecycleEvent[]>([]);

  useEffect(() => {
    const leaving = new AbortController();
    const refresh = createRefresh(cache);
    void follow(api, '/api/v1/events', leaving.signal, {
      onStatus: setStatus,
      onGap: refresh.soon,
      onEvent: (item) => {
        const event = parseLifecycle(item.data);
        if (event === undefined) return;
        setRecent((known) =>
          known.some((each) => each.id === event.id) ? known : [event, ...known].slice(0, KEPT_EVENTS),
        );
        refresh.soon();
      },
    });
    return () => {
      leaving.abort();
      refresh.cancel();
    };
  }, [api, cache]);

  const live = useMemo(() => ({ status, recent }), [status, recent]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Gathers a burst of events into one round of questions, and asks for the counts once more when they had time to follow. */
function createRefresh(cache: QueryClient) {
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let counting: ReturnType<typeof setTimeout> | undefined;
  const counts = () => void cache.invalidateQueries({ queryKey: queryKeys.summary });
  return {
    soon: () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void cache.invalidateQueries({ queryKey: queryKeys.models });
        counts();
      }, GATHER_MS);
      clearTimeout(counting);
      counting = setTimeout(counts, COUNTS_LAG_MS);
    },
    cancel: () => {
      clearTimeout(gathering);
      clearTimeout(counting);
    },
  };
}
