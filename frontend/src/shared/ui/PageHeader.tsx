import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect, type ReactNode } from 'react';

export function PageHeader(props: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  beside?: ReactNode;
}) {
  const { title } = props;
  useEffect(() => {
    document.title = `${title} · Corral`;
  }, [title]);
  return (
    <Stack
      direction="row"
      spacing={2}
      useFlexGap
      sx={{ mb: 3, alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {props.beside}
        </Stack>
        {props.children !== undefined && (
          <Typography component="div" sx={{ color: 'text.secondary', mt: 0.5 }}>
            {props.children}
          </Typography>
        )}
      </Box>
      {props.actions}
    </Stack>
  );
}
