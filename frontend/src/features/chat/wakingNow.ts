import type { Model, Phase } from '@/shared/api/types';
import type { Pending } from './useChat';

/** Where a wake stands, and when that was told. */
export interface WakingNow {
  phase: Phase | undefined;
  etaSeconds: number | undefined;
  toldAt: number;
}

/**
 * A wake is told twice: by comments in the answer's own stream, and by the model's record, which live events keep
 * fresh. The newer one wins. Undefined when nothing says that the model is waking.
 */
export function wakingNow(
  pending: Pending,
  model: Model | undefined,
  modelToldAt: number,
): WakingNow | undefined {
  const { waking } = pending;
  if (model?.state === 'launching' && modelToldAt >= (waking?.toldAt ?? 0)) {
    return { phase: model.phase, etaSeconds: model.etaSeconds, toldAt: modelToldAt };
  }
  if (waking !== undefined && !(model?.state === 'active' && modelToldAt > waking.toldAt)) {
    return { phase: waking.phase, etaSeconds: waking.etaSeconds, toldAt: waking.toldAt };
  }
  if (model?.state === 'idle') return { phase: undefined, etaSeconds: undefined, toldAt: modelToldAt };
  return undefined;
}
