import type { Model } from '@/shared/api/types';

/** The model asked for; else one that is awake and was used last; else any. */
export function chosenModel(models: readonly Model[], name: string | undefined): Model | undefined {
  const asked = models.find((model) => model.name === name);
  if (asked !== undefined) return asked;
  const rank = (model: Model) => (model.state === 'active' ? 0 : model.state === 'launching' ? 1 : 2);
  return [...models].sort(
    (a, b) => rank(a) - rank(b) || (b.lastUsed ?? '').localeCompare(a.lastUsed ?? ''),
  )[0];
}
