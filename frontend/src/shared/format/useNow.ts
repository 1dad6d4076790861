import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, once a second, from one clock for all who watch. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Seconds left of `seconds` that were told at `since`, counting down to 0. */
export function useCountdown(seconds: number | undefined, since: number): number | undefined {
  const at = useNow();
  return seconds === undefined ? undefined : Math.max(0, Math.round(seconds - (at - since) / 1000));
}
