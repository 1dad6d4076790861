import Box from '@mui/material/Box';
import { useRouteError } from 'react-router';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';

/** A page that broke: usually its script could not be loaded after an upgrade, and a reload mends it. */
export function RouteError() {
  const error = useRouteError();
  return (
    <Box sx={{ p: { xs: 2, sm: 4 }, maxWidth: 720, mx: 'auto' }}>
      <ErrorNotice error={error} onRetry={() => window.location.reload()} />
    </Box>
  );
}
