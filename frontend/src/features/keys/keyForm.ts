import type { KeyRequest } from '@/shared/api/types';

export interface KeyForm {
  name: string;
  /** Empty means all. */
  models: string[];
  dialects: string[];
  /** 0 means: as long as this Corral allows. */
  lifetimeDays: number;
}

export const DIALECTS = [
  { name: 'openai', title: 'OpenAI' },
  { name: 'anthropic', title: 'Anthropic' },
  { name: 'ollama', title: 'Ollama' },
] as const;

export const LIFETIMES = [
  { days: 7, title: 'In 7 days' },
  { days: 30, title: 'In 30 days' },
  { days: 90, title: 'In 90 days' },
  { days: 0, title: 'As late as allowed' },
] as const;

const DAY_MS = 86_400_000;

export const initialKeyForm: KeyForm = {
  name: '',
  models: [],
  dialects: ['openai', 'anthropic', 'ollama'],
  lifetimeDays: 30,
};

export function keyFaults(form: KeyForm): Record<string, string> {
  const faults: Record<string, string> = {};
  if (form.name.trim() === '') faults.name = 'Give it a name.';
  else if (form.name.trim().length > 60) faults.name = 'At most 60 characters.';
  if (form.dialects.length === 0) faults.dialects = 'Choose at least one.';
  return faults;
}

export function toKeyRequest(form: KeyForm, now: number): KeyRequest {
  return {
    name: form.name.trim(),
    models: form.models.length === 0 ? ['*'] : form.models,
    dialects: form.dialects,
    ...(form.lifetimeDays === 0
      ? {}
      : { expiresAt: new Date(now + form.lifetimeDays * DAY_MS).toISOString() }),
  };
}
