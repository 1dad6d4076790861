/** Query keys in one place, so that an event can say what it made stale. */
export const queryKeys = {
  me: ['me'] as const,
  summary: ['summary'] as const,
  catalog: ['catalog'] as const,
  models: ['models'] as const,
  modelList: (terminated: boolean) => ['models', 'list', terminated] as const,
  model: (name: string) => ['models', 'one', name] as const,
  timeline: (name: string) => ['models', 'one', name, 'timeline'] as const,
  usage: ['usage'] as const,
  latency: ['latency'] as const,
  keys: ['keys'] as const,
};
