import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { SessionGate } from '@/features/session/SessionGate';
import { toApiError } from '@/shared/api/problem';
import { routes } from './routes';
import { theme } from './theme';

export function App() {
  const [cache] = useState(createQueryClient);
  return (
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="corral.theme" disableTransitionOnChange>
      <CssBaseline enableColorScheme />
      <QueryClientProvider client={cache}>
        <SessionGate>
          <Pages />
        </SessionGate>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

/** Made only when somebody is signed in, so that it starts at the address the sign-in came back to. */
function Pages() {
  const [router] = useState(() => createBrowserRouter(routes));
  return <RouterProvider router={router} />;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && toApiError(error).worthRetrying,
        retryDelay: (attempt) => 600 * 2 ** attempt,
      },
      mutations: { retry: false },
    },
  });
}
