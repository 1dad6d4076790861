import { createContext, use } from 'react';
import type { LiveStatus } from './follow';
import type { LifecycleEvent } from './lifecycle';

export interface Live {
  status: LiveStatus;
  /** The latest events of this visit, newest first, bounded. */
  recent: readonly LifecycleEvent[];
}

export const LiveContext = createContext<Live>({ status: 'connecting', recent: [] });

export function useLive(): Live {
  return use(LiveContext);
}
