import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Logo } from '@/shared/ui/Logo';

interface Props {
  notice: string | undefined;
  expired: boolean;
  error: unknown;
  busy: boolean;
  onSignIn: () => void;
}

export function SignInPage({ notice, expired, error, busy, onSignIn }: Props) {
  useEffect(() => {
    document.title = 'Sign in · Corral';
  }, []);
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 2 }}>
      <Card sx={{ p: { xs: 3, sm: 5 }, width: '100%', maxWidth: 440 }}>
        <Stack spacing={3}>
          <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
            <Logo size={44} />
            <Typography variant="h1">Corral</Typography>
          </Stack>
          <Typography sx={{ color: 'text.secondary' }}>
            Your team’s own language models: launch one, talk to it, and it goes back to zero by itself.
          </Typography>
          {expired && (
            <Alert severity="info" variant="outlined">
              Your session has expired. Sign in again and you are back where you were.
            </Alert>
          )}
          {error !== undefined && <ErrorNotice error={error} />}
          <Button variant="contained" size="large" onClick={onSignIn} loading={busy}>
            Sign in
          </Button>
          {notice !== undefined && (
            <Typography
              variant="body2"
              sx={{ color: 'text.secondary', borderTop: 1, borderColor: 'divider', pt: 2 }}
            >
              {notice}
            </Typography>
          )}
        </Stack>
      </Card>
    </Box>
  );
}
