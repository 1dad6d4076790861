import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Phase } from '@/shared/api/types';
import { formatSeconds } from '@/shared/format/duration';
import { useCountdown } from '@/shared/format/useNow';
import { PHASES, PHASE_TITLE } from './state';

interface Props {
  phase: Phase | undefined;
  etaSeconds?: number | undefined;
  /** When `etaSeconds` was told (epoch milliseconds). */
  since: number;
  /** Name every step, not only the one under way. */
  named?: boolean;
}

/** The rails of a launch: phases passed, the one under way, what is left and about how long. */
export function PhaseTrack({ phase, etaSeconds, since, named = false }: Props) {
  const left = useCountdown(etaSeconds, since);
  const at = phase === undefined ? -1 : PHASES.indexOf(phase);
  const words = phase === undefined ? 'Accepted' : PHASE_TITLE[phase];
  const eta = left === undefined ? '' : left === 0 ? 'any moment' : `about ${formatSeconds(left)}`;
  return (
    <Box sx={{ minWidth: 150 }}>
      <Stack
        direction="row"
        spacing={0.5}
        role="progressbar"
        aria-label="Launch progress"
        aria-valuemin={0}
        aria-valuemax={PHASES.length - 1}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={eta === '' ? words : `${words}, ${eta}`}
      >
        {PHASES.map((step, index) => (
          <Box key={step} sx={{ flex: 1, minWidth: 0 }}>
            <Rail passed={index < at || phase === 'ready'} here={index === at && phase !== 'ready'} />
            {named && <StepName step={step} here={index === at} />}
          </Box>
        ))}
      </Stack>
      <Typography
        variant="caption"
        component="div"
        sx={{ mt: 0.5, color: 'text.secondary', whiteSpace: 'nowrap' }}
      >
        <Box component="span" sx={{ color: 'text.primary', fontWeight: 600 }}>
          {words}
        </Box>
        {eta !== '' && ` · ${eta}`}
      </Typography>
    </Box>
  );
}

function Rail({ passed, here }: { passed: boolean; here: boolean }) {
  return (
    <Box
      sx={{
        height: 5,
        borderRadius: '3px',
        bgcolor: passed ? 'success.main' : here ? 'warning.main' : 'divider',
        animation: here ? 'corral-pulse 1.4s ease-in-out infinite' : 'none',
        '@keyframes corral-pulse': { '50%': { opacity: 0.4 } },
      }}
    />
  );
}

function StepName({ step, here }: { step: Phase; here: boolean }) {
  return (
    <Typography
      variant="caption"
      component="div"
      sx={{
        display: { xs: 'none', md: 'block' },
        mt: 0.5,
        lineHeight: 1.25,
        fontSize: '0.6875rem',
        color: here ? 'text.primary' : 'text.secondary',
      }}
    >
      {PHASE_TITLE[step]}
    </Typography>
  );
}
