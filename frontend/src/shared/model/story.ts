import type { State } from '@/shared/api/types';
import { isPhase, isState, PHASE_TITLE } from './state';

/** One step of a model's life, from the timeline or live. */
export interface Step {
  from: string;
  to: string;
  phase?: string | undefined;
  reason?: string | undefined;
}

/** What happened, in two or three words. */
export function stepTitle(step: Step): string {
  if (step.to === 'failed') return step.reason === undefined ? 'Failed' : `Failed: ${step.reason}`;
  if (isPhaseChange(step)) return phaseTitle(step.phase);
  switch (step.to) {
    case 'launching':
      return step.from === 'none' ? 'Launch accepted' : step.from === 'failed' ? 'Trying again' : 'Waking';
    case 'active':
      return 'Ready';
    case 'idle':
      return 'Went idle';
    case 'terminating':
      return 'Terminating';
    case 'terminated':
      return 'Terminated';
    default:
      return step.to;
  }
}

/** A phase passed inside a launch: of interest on the timeline, noise elsewhere. */
export function isPhaseChange(step: Step): boolean {
  return step.from === step.to;
}

export function stepState(step: Step): State {
  return isState(step.to) ? step.to : 'launching';
}

function phaseTitle(phase: string | undefined): string {
  return phase !== undefined && isPhase(phase) ? PHASE_TITLE[phase] : (phase ?? 'Changed');
}
