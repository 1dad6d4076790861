import type { RouteObject } from 'react-router';
import { LiveProvider } from './LiveProvider';
import { NotFoundPage } from './NotFoundPage';
import { RouteError } from './RouteError';
import { Shell } from './Shell';

/** One chunk of script per page. */
export const routes: RouteObject[] = [
  {
    element: (
      <LiveProvider>
        <Shell />
      </LiveProvider>
    ),
    errorElement: <RouteError />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          {
            index: true,
            lazy: async () => ({
              Component: (await import('@/features/dashboard/DashboardPage')).DashboardPage,
            }),
          },
          {
            path: 'models',
            lazy: async () => ({ Component: (await import('@/features/models/ModelsPage')).ModelsPage }),
          },
          {
            path: 'models/:name',
            lazy: async () => ({ Component: (await import('@/features/models/ModelPage')).ModelPage }),
          },
          {
            path: 'chat/:name?',
            lazy: async () => ({ Component: (await import('@/features/chat/ChatPage')).ChatPage }),
          },
          {
            path: 'keys',
            lazy: async () => ({ Component: (await import('@/features/keys/KeysPage')).KeysPage }),
          },
          {
            path: 'apps/:name/open',
            lazy: async () => ({ Component: (await import('@/features/apps/OpenAppPage')).OpenAppPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
