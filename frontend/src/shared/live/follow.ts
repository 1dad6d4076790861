import type { ApiClient } from '@/shared/api/client';
import { readSse } from '@/shared/sse/read';
import type { SseItem } from '@/shared/sse/parser';

export type LiveStatus = 'connecting' | 'live' | 'reconnecting';

export interface Following {
  onStatus: (status: LiveStatus) => void;
  onEvent: (item: Extract<SseItem, { kind: 'event' }>) => void;
  /** After a gap that may have swallowed events: read again what the events would have told. */
  onGap: () => void;
}

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 15_000;
/** The gateway says something at least every 10 s. */
const QUIET_MS = 30_000;

export function backOff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}

/** Follows an event stream until `signal` aborts: resumes by Last-Event-ID, reconnects with back-off for ever. */
export async function follow(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
  to: Following,
): Promise<void> {
  let lastId: string | undefined;
  let attempt = 0;
  let first = true;
  to.onStatus('connecting');
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (lastId !== undefined) headers['last-event-id'] = lastId;
      const response = await api.open(path, { headers, signal });
      to.onStatus('live');
      if (!first) to.onGap();
      first = false;
      for await (const item of readSse(response, QUIET_MS)) {
        attempt = 0;
        if (item.kind !== 'event') continue;
        lastId = item.id ?? lastId;
        to.onEvent(item);
      }
    } catch {
      // Whatever broke, the answer is the same: say so and come back.
    }
    if (isAborted(signal)) return;
    first = false;
    to.onStatus('reconnecting');
    await pause(backOff(attempt++), signal);
  }
}

// A function, because the signal changes while we await and the compiler believes it does not.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    window.addEventListener('online', done);
  });
}
