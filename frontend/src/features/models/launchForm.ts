import type { ApiError } from '@/shared/api/problem';
import type { Catalog, LaunchRequest, Preset } from '@/shared/api/types';

export const OTHER_SOURCE = '(other)';

/** What the dialog holds. `preset` is a preset's name or OTHER_SOURCE, and then `source` counts. */
export interface LaunchForm {
  preset: string;
  source: string;
  engine: string;
  compute: string;
  idleTimeout: string;
  name: string;
  sharedWith: string[];
}

export const IDLE_TIMEOUTS: readonly string[] = ['30s', '1m', '5m', '15m', '1h', '4h', '12h'];

export function initialForm(catalog: Catalog): LaunchForm {
  const preset = catalog.presets[0];
  return {
    preset: preset?.name ?? OTHER_SOURCE,
    source: '',
    engine: preset?.engine ?? catalog.engines.find((each) => each.available)?.name ?? 'ollama',
    compute: catalog.computes.find((each) => each.available)?.name ?? 'cpu',
    idleTimeout: '5m',
    name: '',
    sharedWith: [],
  };
}

export function presetOf(catalog: Catalog, form: LaunchForm): Preset | undefined {
  return catalog.presets.find((each) => each.name === form.preset);
}

/** Choosing a preset chooses its engine too. */
export function withPreset(catalog: Catalog, form: LaunchForm, preset: string): LaunchForm {
  const chosen = catalog.presets.find((each) => each.name === preset);
  return { ...form, preset, engine: chosen?.engine ?? form.engine };
}

export function toRequest(catalog: Catalog, form: LaunchForm): LaunchRequest {
  const preset = presetOf(catalog, form);
  return {
    name: form.name,
    engine: form.engine as NonNullable<LaunchRequest['engine']>,
    source: preset?.source ?? form.source.trim(),
    compute: form.compute,
    idleTimeout: form.idleTimeout,
    sharedWith: form.sharedWith,
    ...(preset === undefined ? {} : { contextLength: preset.contextLength }),
  };
}

/** What the gateway refused, by field of the dialog: `launch.request.sharedWith[0]` belongs to `sharedWith`. */
export function refusedFields(error: ApiError | undefined): Partial<Record<keyof LaunchForm, string>> {
  if (error === undefined) return {};
  if (error.code === 'name_taken') return { name: 'This name is taken.' };
  const fields: Record<string, string> = {};
  for (const [path, message] of Object.entries(error.fields)) {
    const field = path
      .split('.')
      .find((part) => /^(name|source|engine|compute|idleTimeout|sharedWith)\b/.test(part));
    if (field !== undefined) fields[field.replace(/\[.*$/, '')] = message;
  }
  return fields;
}
