import type { LifecycleChange } from '@/shared/api/types';

/** A lifecycle CloudEvent as far as the console reads it. */
export type LifecycleEvent = Pick<
  LifecycleChange,
  'kind' | 'name' | 'from' | 'to' | 'phase' | 'reason' | 'message' | 'principal' | 'coldStartMs' | 'receipt'
> & { id: string; at: string };

/** The event in an SSE `data:` field; undefined for anything that is not one. */
export function parseLifecycle(data: string): LifecycleEvent | undefined {
  try {
    const cloudEvent = JSON.parse(data) as {
      id?: unknown;
      time?: string;
      data?: Partial<LifecycleChange>;
    } | null;
    const inner = cloudEvent?.data;
    if (typeof cloudEvent?.id !== 'string' || typeof inner?.name !== 'string' || inner.to === undefined)
      return undefined;
    return {
      ...inner,
      id: cloudEvent.id,
      kind: inner.kind ?? 'model',
      name: inner.name,
      from: inner.from ?? 'none',
      to: inner.to,
      at: inner.at ?? cloudEvent.time ?? '',
    };
  } catch {
    return undefined;
  }
}
