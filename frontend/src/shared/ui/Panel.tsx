import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

/** A titled card; a region one can jump to. */
export function Panel(props: { title: string; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id}>
      <Stack
        direction="row"
        sx={{ px: 2.5, pt: 2, pb: 1, alignItems: 'baseline', justifyContent: 'space-between', gap: 2 }}
      >
        <Typography variant="h2" id={id}>
          {props.title}
        </Typography>
        {props.aside !== undefined && (
          <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
            {props.aside}
          </Typography>
        )}
      </Stack>
      <Box sx={props.flush === true ? { pb: 1 } : { px: 2.5, pb: 2.5 }}>{props.children}</Box>
    </Card>
  );
}
