import Stack from '@mui/material/Stack';
import { Info } from 'lucide-react';

/** What whoever runs this Corral wants everybody to know, such as that the demo model is tiny. */
export function PlatformNotice({ notice }: { notice: string | undefined }) {
  if (notice === undefined || notice === '') return null;
  return (
    <Stack
      direction="row"
      spacing={1.25}
      role="note"
      aria-label="Platform notice"
      sx={{
        alignItems: 'flex-start',
        px: 2,
        py: 1.25,
        borderRadius: '10px',
        fontSize: '0.875rem',
        color: 'text.secondary',
        bgcolor: 'action.hover',
        '& svg': { flex: 'none', mt: '2px', color: 'secondary.main' },
      }}
    >
      <Info size={17} aria-hidden />
      <span>{notice}</span>
    </Stack>
  );
}
