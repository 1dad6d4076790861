import type { Model } from '@/shared/api/types';

export function aModel(parts: Partial<Model> = {}): Model {
  return {
    name: 'tiny',
    uid: `uid-${parts.name ?? 'tiny'}`,
    owner: 'alice',
    engine: 'ollama',
    source: 'ollama://tinyllama:1.1b-chat',
    compute: 'cpu',
    minReplicas: 0,
    maxReplicas: 1,
    targetRequests: 8,
    idleTimeout: '5m',
    sharedWith: [],
    suspended: false,
    state: 'active',
    replicas: { desired: 1, ready: 1 },
    createdAt: '2026-11-20T20:00:00Z',
    ...parts,
  };
}
