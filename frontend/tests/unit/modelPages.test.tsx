import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { joinActivity, latestModels } from '@/features/dashboard/activity';
import { joinTraffic } from '@/features/dashboard/traffic';
import { modelRows } from '@/features/models/modelRows';
import { ModelsPage } from '@/features/models/ModelsPage';
import { withDurations } from '@/features/models/timeline';
import { snippets } from '@/shared/model/snippets';
import { permissions } from '@/shared/model/state';
import { aModel } from '../models';
import { json, renderPage } from '../render';

const entry = (id: string, uid: string, at: string, from: string, to: string) => ({ id, uid, at, from, to });

describe('permissions', () => {
  const alice = { id: 'alice', roles: ['user'] };
  const bob = { id: 'bob', roles: ['user'] };
  const admin = { id: 'admin', roles: ['admin'] };

  it('lets owners and admins stop and terminate, and others only talk and wake', () => {
    for (const who of [alice, admin]) {
      expect(permissions(aModel(), who)).toEqual({ wake: false, stop: true, terminate: true, chat: true });
    }
    expect(permissions(aModel(), bob)).toEqual({ wake: false, stop: false, terminate: false, chat: true });
    expect(permissions(aModel({ state: 'idle' }), bob).wake).toBe(true);
    expect(permissions(aModel(), undefined)).toMatchObject({ stop: false, terminate: false });
  });

  it('offers nothing for what is gone', () => {
    for (const state of ['terminating', 'terminated'] as const) {
      expect(permissions(aModel({ state }), admin)).toEqual({
        wake: false,
        stop: false,
        terminate: false,
        chat: false,
      });
    }
  });
});

describe('modelRows', () => {
  const models = [
    aModel({ name: 'b', state: 'idle', owner: 'bob' }),
    aModel({ name: 'a', state: 'terminated' }),
    aModel({ name: 'c', state: 'launching', source: 'ollama://qwen3:0.6b' }),
  ];
  const byState = { by: 'state', descending: false } as const;
  const names = (rows: { name: string }[]) => rows.map((row) => row.name).join('');

  it('searches, filters and sorts', () => {
    expect(names(modelRows(models, '', 'live', byState))).toBe('cb');
    expect(names(modelRows(models, '', 'all', { by: 'name', descending: true }))).toBe('cba');
    expect(names(modelRows(models, ' QWEN ', 'live', byState))).toBe('c');
    expect(names(modelRows(models, 'bob', 'live', byState))).toBe('b');
    expect(names(modelRows(models, '', 'terminated', byState))).toBe('a');
  });
});

describe('withDurations', () => {
  it('gives each step the time until the next one of the same life, newest first', () => {
    const entries = withDurations([
      entry('1', 'u', '2026-11-20T20:00:00Z', 'none', 'launching'),
      entry('2', 'u', '2026-11-20T20:00:02.500Z', 'launching', 'active'),
      entry('3', 'v', '2026-11-20T21:00:00Z', 'none', 'launching'),
    ]);
    expect(entries.map((each) => [each.id, each.lastedMs])).toEqual([
      ['3', undefined],
      ['2', undefined],
      ['1', 2500],
    ]);
  });
});

describe('the dashboard’s joins', () => {
  it('lose no model that only one report knows', () => {
    const usage = {
      requests: 1,
      tokensIn: 1,
      tokensOut: 1,
      estimatedRequests: 0,
      errors: 0,
      cancelled: 0,
      unknown: 0,
      coldStarts: 0,
    };
    const rows = joinTraffic([{ key: 'a', ...usage }, usage], [{ model: 'b', requests: 5 }]);
    expect(rows.map((row) => row.model)).toEqual(['b', 'a']);
  });

  it('tell an event once, whether it came live or from the timeline, and no phases', () => {
    const told = {
      model: 'tiny',
      entries: [entry('1', 'u', 'T1', 'none', 'launching'), entry('2', 'u', 'T2', 'launching', 'launching')],
    };
    const live = [
      { id: '1', kind: 'model', name: 'tiny', from: 'none', to: 'launching', at: 'T1' },
      { id: '3', kind: 'model', name: 'tiny', from: 'launching', to: 'active', at: 'T3' },
    ];
    expect(joinActivity([told], live, 9).map((each) => each.id)).toEqual(['3', '1']);
    expect(
      latestModels([aModel({ name: 'old' }), aModel({ name: 'new', lastUsed: '2026-11-20T22:00:00Z' })], 1),
    ).toEqual(['new']);
  });
});

describe('snippets', () => {
  it('hold the address, the model and the key, and JSON that parses', () => {
    for (const { code } of snippets('http://localhost:8080', 'tiny', 'crl_abc_def')) {
      expect(code).toContain('http://localhost:8080');
      expect(code).toContain('tiny');
      expect(code).toContain('crl_abc_def');
      const body = /-d '(.*)'$/.exec(code)?.[1];
      if (body !== undefined) expect(JSON.parse(body)).toMatchObject({ model: 'tiny', stream: true });
    }
  });
});

describe('ModelsPage', () => {
  it('terminates only when the name is typed', async () => {
    const sent: string[] = [];
    renderPage(<ModelsPage />, ({ method, path }) => {
      if (method !== 'GET') sent.push(`${method} ${path}`);
      if (path === '/api/v1/me') return json({ id: 'alice', name: 'alice', roles: ['user'], groups: [] });
      if (path === '/api/v1/models') return json({ items: [aModel()] });
      return method === 'DELETE' ? json(aModel({ state: 'terminating' }), 202) : json({}, 404);
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Terminate tiny' }));
    const dialog = await screen.findByRole('dialog', { name: 'Terminate tiny?' });
    const confirm = within(dialog).getByRole('button', { name: 'Terminate' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'tin');
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'y{Enter}');
    await waitFor(() => expect(sent).toEqual(['DELETE /api/v1/models/tiny']));
  });

  it('says what to do when there is none, and shows an error with a way out', async () => {
    let broken = true;
    renderPage(<ModelsPage />, ({ path }) => {
      if (path !== '/api/v1/models') return json({}, 404);
      return broken
        ? json({ code: 'internal', title: 'Broken', requestId: 'req-3' }, 500)
        : json({ items: [] });
    });
    expect(await screen.findByText(/internal · request req-3/)).toBeVisible();
    broken = false;
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No model yet')).toBeVisible();
  });
});
