import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import type { ReactNode } from 'react';
import { Logo } from '@/shared/ui/Logo';

export function Splash({ children }: { children?: ReactNode }) {
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        gap: 3,
        p: 2,
      }}
    >
      <Logo size={52} />
      {children ?? <CircularProgress size={22} aria-label="Loading" />}
    </Box>
  );
}
