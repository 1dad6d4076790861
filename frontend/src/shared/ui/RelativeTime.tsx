import Box from '@mui/material/Box';
import { fullTime, relativeTime } from '@/shared/format/time';
import { useNow } from '@/shared/format/useNow';

export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <Box component="time" dateTime={at} title={fullTime(at)} sx={{ whiteSpace: 'nowrap' }}>
      {relativeTime(at, now)}
    </Box>
  );
}
