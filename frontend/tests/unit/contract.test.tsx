/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { KeysPage } from '@/features/keys/KeysPage';
import { ModelsPage } from '@/features/models/ModelsPage';
import { errorFromBody } from '@/shared/api/problem';
import type { KeyList, ModelList } from '@/shared/api/types';
import { parseLifecycle } from '@/shared/live/lifecycle';
import { isState } from '@/shared/model/state';
import { SseParser } from '@/shared/sse/parser';
import { json, renderPage } from '../render';

// The providers' own examples, read where they are: what the console reads must be in them.
const GATEWAY = '../services/gateway/src/main/contract/examples';
const DISPATCHER = '../services/llm-dispatcher/src/main/contract/examples';
const text = (path: string) => readFileSync(path, 'utf8');
const example = (name: string): unknown => JSON.parse(text(`${GATEWAY}/${name}.json`));

describe('the providers’ examples', () => {
  const events = readdirSync(DISPATCHER).filter((name) => name.startsWith('lifecycle-'));

  it.each(events)('%s is a lifecycle event to us', (name) => {
    const event = parseLifecycle(text(`${DISPATCHER}/${name}`));
    expect(event?.name).toMatch(/^[a-z0-9-]+$/);
    expect(isState(event?.to ?? '')).toBe(true);
    expect(Date.parse(event?.at ?? '')).not.toBeNaN();
    if (event?.to === 'terminated') expect(event.receipt?.removed.length).toBeGreaterThan(0);
  });

  it('has an example of every end', () => {
    expect(events.length).toBeGreaterThanOrEqual(5);
  });

  it('lists models as the table shows them', async () => {
    const list = example('listModels.response') as ModelList;
    renderPage(<ModelsPage />, ({ path }) => {
      if (path.startsWith('/api/v1/models')) return json(list);
      if (path === '/api/v1/catalog') return json(example('getCatalog.response'));
      return path === '/api/v1/me' ? json(example('getMe.response')) : json({}, 404);
    });
    for (const model of list.items)
      expect(await screen.findByRole('link', { name: model.name })).toBeVisible();
  });

  it('lists keys as the page shows them', async () => {
    const list = example('listKeys.response') as KeyList;
    renderPage(<KeysPage />, ({ path }) => (path === '/api/v1/keys' ? json(list) : json({}, 404)));
    for (const key of list.items) expect(await screen.findByText(key.name)).toBeVisible();
    expect(list.items.length).toBeGreaterThan(0);
  });

  it('tells problems as we read them', () => {
    const error = errorFromBody(400, new Headers(), text(`${GATEWAY}/problem.json`));
    expect(error.code).not.toBe('');
    expect(error.requestId).toBeTruthy();
    expect(Object.keys(error.fields).length).toBeGreaterThan(0);
  });

  it('streams events as we read them', () => {
    const raw = text(`${GATEWAY}/followEvents.response.json`);
    const items = raw.startsWith('{')
      ? [raw]
      : new SseParser().push(raw).flatMap((item) => (item.kind === 'event' ? [item.data] : []));
    expect(items.map((item) => parseLifecycle(item)?.name)).not.toContain(undefined);
  });
});
