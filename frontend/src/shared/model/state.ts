import type { Model, Phase, State } from '@/shared/api/types';

export const STATES: readonly State[] = [
  'launching',
  'active',
  'idle',
  'terminating',
  'terminated',
  'failed',
];

export const STATE_TITLE: Readonly<Record<State, string>> = {
  launching: 'Launching',
  active: 'Active',
  idle: 'Idle',
  terminating: 'Terminating',
  terminated: 'Terminated',
  failed: 'Failed',
};

export const PHASES: readonly Phase[] = [
  'waiting_capacity',
  'node_launching',
  'image_pull',
  'weights',
  'warm_up',
  'ready',
];

export const PHASE_TITLE: Readonly<Record<Phase, string>> = {
  waiting_capacity: 'Waiting for capacity',
  node_launching: 'Starting a node',
  image_pull: 'Pulling the image',
  weights: 'Loading weights',
  warm_up: 'Warming up',
  ready: 'Ready',
};

export function isState(text: string): text is State {
  return (STATES as readonly string[]).includes(text);
}

export function isPhase(text: string): text is Phase {
  return (PHASES as readonly string[]).includes(text);
}

/** How far a launch is, 0…1, by phases passed. */
export function phaseShare(phase: Phase | undefined): number {
  return phase === undefined ? 0 : PHASES.indexOf(phase) / (PHASES.length - 1);
}

/** What a reason code means and what to do about it. */
export const REASON_HELP: Readonly<Record<string, string>> = {
  Capacity: 'No node had room for it. Try again later or choose another compute.',
  Quota: 'The account’s quota is used up. Ask an administrator to raise it.',
  ImagePull:
    'The engine’s image could not be pulled. An administrator should check the image and the registry.',
  OutOfMemory:
    'The model does not fit into the memory of its node. Choose a smaller model or a larger compute.',
  Bootstrap: 'The engine started but did not stay up. Its log says why.',
  ModelNotFound: 'The weights do not exist at that source. Terminate it and launch with another source.',
  Budget: 'A budget stopped it. An administrator can re-arm spending.',
  Timeout: 'It did not become ready in time. Wake it again, or terminate it and choose another compute.',
};

/** What a person may do now; the gateway has the last word. */
export interface Permissions {
  wake: boolean;
  stop: boolean;
  terminate: boolean;
  chat: boolean;
}

export function permissions(
  model: Model,
  me: { id: string; roles: readonly string[] } | undefined,
): Permissions {
  const manages = me !== undefined && (me.roles.includes('admin') || me.id === model.owner);
  const live = model.state !== 'terminated' && model.state !== 'terminating';
  return {
    wake: live && (model.state === 'idle' || model.state === 'failed'),
    stop: manages && (model.state === 'active' || model.state === 'launching'),
    terminate: manages && live,
    chat: live && model.state !== 'failed',
  };
}
