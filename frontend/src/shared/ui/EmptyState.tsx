import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** Nothing here yet, and what to do about it. */
export function EmptyState(props: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  picture?: ReactNode;
}) {
  return (
    <Box sx={{ textAlign: 'center', px: 3, py: { xs: 5, sm: 7 }, maxWidth: 520, mx: 'auto' }}>
      {props.picture !== undefined && (
        <Box sx={{ mb: 2, color: 'primary.main', lineHeight: 0 }}>{props.picture}</Box>
      )}
      <Typography variant="h2" component="p" gutterBottom>
        {props.title}
      </Typography>
      <Typography sx={{ color: 'text.secondary', mb: props.action === undefined ? 0 : 3 }}>
        {props.children}
      </Typography>
      {props.action}
    </Box>
  );
}
