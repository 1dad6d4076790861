import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { useLive } from '@/shared/live/LiveContext';

const LOOKS = {
  live: { words: 'Live', colour: 'success.main', help: 'Changes appear as they happen.' },
  connecting: { words: 'Connecting…', colour: 'warning.main', help: 'Opening the event stream.' },
  reconnecting: {
    words: 'Reconnecting…',
    colour: 'warning.main',
    help: 'The event stream broke; numbers may be a little old.',
  },
} as const;

export function LiveBadge() {
  const { status } = useLive();
  const look = LOOKS[status];
  return (
    <Tooltip title={look.help}>
      <Stack
        direction="row"
        spacing={1}
        role="status"
        aria-label="Live updates"
        sx={{ alignItems: 'center', px: 1.25, py: 0.5, fontSize: '0.8125rem', color: 'text.secondary' }}
      >
        <Box sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: look.colour }} />
        <span>{look.words}</span>
      </Stack>
    </Tooltip>
  );
}
