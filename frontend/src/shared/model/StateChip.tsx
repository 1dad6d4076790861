import Box from '@mui/material/Box';
import type { State } from '@/shared/api/types';
import { STATE_TITLE } from './state';

/** Where each state takes its colour from in the palette. */
export const STATE_COLOUR: Readonly<Record<State, string>> = {
  launching: 'warning.main',
  active: 'success.main',
  idle: 'info.main',
  terminating: 'secondary.main',
  terminated: 'text.secondary',
  failed: 'error.main',
};

const moving: readonly State[] = ['launching', 'terminating'];

/** A dot of the state's colour; it breathes while something is under way. */
export function StateDot({ state, size = 9 }: { state: State; size?: number }) {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{
        width: size,
        height: size,
        flex: 'none',
        display: 'inline-block',
        borderRadius: '50%',
        bgcolor: state === 'idle' || state === 'terminated' ? 'transparent' : STATE_COLOUR[state],
        border: 2,
        borderColor: STATE_COLOUR[state],
        animation: moving.includes(state) ? 'corral-breathe 1.6s ease-in-out infinite' : 'none',
        '@keyframes corral-breathe': { '50%': { opacity: 0.35 } },
      }}
    />
  );
}

export function StateChip({ state }: { state: State }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.875,
        px: 1.125,
        py: 0.25,
        border: 1,
        borderColor: 'divider',
        borderRadius: '99px',
        bgcolor: 'background.paper',
        fontSize: '0.8125rem',
        fontWeight: 600,
        whiteSpace: 'nowrap',
      }}
    >
      <StateDot state={state} />
      {STATE_TITLE[state]}
    </Box>
  );
}
