import { ThemeProvider } from '@mui/material/styles';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { theme } from '@/app/theme';
import { ApiContext } from '@/shared/api/ApiContext';
import { createApiClient, type ApiClient } from '@/shared/api/client';

export type Answer = (request: {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}) => Response | Promise<Response>;

/** A client whose network is `answer`. */
export function clientWith(answer: Answer): ApiClient {
  const fetcher: typeof fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    return answer({ method: init?.method ?? 'GET', path, body, headers: new Headers(init?.headers) });
  };
  return createApiClient({ accessToken: () => 'token', renew: () => Promise.resolve(false) }, fetcher);
}

export function json(body: unknown, status = 200): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': type, 'x-request-id': 'req-header' },
  });
}

export function renderPage(page: ReactElement, answer: Answer, path = '/'): RenderResult {
  const cache = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  return render(
    <ThemeProvider theme={theme}>
      <QueryClientProvider client={cache}>
        <ApiContext value={clientWith(answer)}>
          <MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>
        </ApiContext>
      </QueryClientProvider>
    </ThemeProvider>,
  );
}
