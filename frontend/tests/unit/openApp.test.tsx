import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { OpenAppPage } from '@/features/apps/OpenAppPage';
import { comesFromApp } from '@/features/session/returnTo';
import { json, renderPage, type Answer } from '../render';

const NONCE = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg';

function open(path: string, answer: Answer) {
  const gone: string[] = [];
  renderPage(
    <Routes>
      <Route path="/apps/:name/open" element={<OpenAppPage go={(url) => gone.push(url)} />} />
    </Routes>,
    answer,
    path,
  );
  return gone;
}

describe('OpenAppPage', () => {
  it('takes a ticket for the browser that asked and goes there', async () => {
    const asked: unknown[] = [];
    const gone = open(`/apps/chat/open?nonce=${NONCE}&to=%2Fc%2F42`, ({ method, path, body }) => {
      asked.push({ method, path, body });
      return json({
        url: 'https://chat.apps.example.com/.corral/enter?ticket=t',
        expiresAt: '2026-11-21T07:01:00Z',
      });
    });
    await waitFor(() => expect(gone).toEqual(['https://chat.apps.example.com/.corral/enter?ticket=t']));
    expect(asked).toEqual([
      { method: 'POST', path: '/api/v1/apps/chat/open', body: { nonce: NONCE, to: '/c/42' } },
    ]);
  });

  it('says why one is not let in, and goes nowhere', async () => {
    const gone = open(`/apps/chat/open?nonce=${NONCE}`, () =>
      json({ status: 404, code: 'not_found', title: 'Not found', detail: 'There is no such app.' }, 404),
    );
    expect(await screen.findByText('There is no such app.')).toBeInTheDocument();
    expect(gone).toEqual([]);
  });

  it('asks nothing for somebody who did not come from an app', () => {
    open('/apps/chat/open', () => {
      throw new Error('asked');
    });
    expect(screen.getByText(/Open the app by its own address/)).toBeInTheDocument();
  });
});

describe('comesFromApp', () => {
  it('is true for that page alone', () => {
    expect(comesFromApp(`/apps/chat/open?nonce=${NONCE}`)).toBe(true);
    for (const path of ['/', '/apps/chat', '/apps/chat/open', '/models/open?x', '//apps/chat/open?x']) {
      expect(comesFromApp(path)).toBe(false);
    }
  });
});
