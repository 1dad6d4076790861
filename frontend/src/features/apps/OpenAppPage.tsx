import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useOpenApp } from './openApp';

/** Where an app's address sends people whom it does not know yet: they go back with a ticket. */
export function OpenAppPage({ go = (url: string) => window.location.replace(url) }) {
  const { name: app = '' } = useParams();
  const [query] = useSearchParams();
  const nonce = query.get('nonce') ?? '';
  const opened = useOpenApp({ app, nonce, to: query.get('to') ?? '/' });
  const url = opened.data?.url;

  useEffect(() => {
    if (url !== undefined) go(url);
  }, [url, go]);

  if (nonce === '') {
    return (
      <EmptyState
        title="Open the app by its own address"
        action={
          <Button component={Link} to="/" variant="contained">
            Go to the dashboard
          </Button>
        }
      >
        This page only lets people in who come from {app}. Its address sends you here by itself.
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeader title={`Opening ${app}`} />
      {opened.isError ? (
        <ErrorNotice error={opened.error} onRetry={opened.refetch} />
      ) : (
        <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }} role="status">
          <CircularProgress size={22} aria-hidden />
          <Typography>One moment: the app is told who you are.</Typography>
        </Stack>
      )}
    </>
  );
}
