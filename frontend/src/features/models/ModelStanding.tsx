import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Model } from '@/shared/api/types';
import { formatSeconds } from '@/shared/format/duration';
import { useNow } from '@/shared/format/useNow';
import { PhaseTrack } from '@/shared/model/PhaseTrack';
import { REASON_HELP } from '@/shared/model/state';
import { StateChip } from '@/shared/model/StateChip';

/** Where a model stands: its state, and what one wants to know in that state. */
export function ModelStanding({
  model,
  since,
  named = false,
}: {
  model: Model;
  since: number;
  named?: boolean;
}) {
  return (
    <Stack spacing={0.75} sx={{ alignItems: 'flex-start' }}>
      <StateChip state={model.state} />
      {model.state === 'launching' && (
        <Box sx={{ width: '100%', maxWidth: named ? 'none' : 280 }}>
          <PhaseTrack phase={model.phase} etaSeconds={model.etaSeconds} since={since} named={named} />
        </Box>
      )}
      {model.state === 'active' && model.idleAt !== undefined && <IdleCountdown at={model.idleAt} />}
      {model.state === 'failed' && (
        <Typography variant="body2" sx={{ color: 'error.main', maxWidth: 440 }}>
          {model.reason !== undefined && <strong>{model.reason}. </strong>}
          {REASON_HELP[model.reason ?? ''] ?? model.message}
        </Typography>
      )}
    </Stack>
  );
}

function IdleCountdown({ at }: { at: string }) {
  const seconds = (Date.parse(at) - useNow()) / 1000;
  return (
    <Typography variant="caption" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
      {seconds > 0 ? `idle in ${formatSeconds(seconds)}` : 'about to go idle'}
    </Typography>
  );
}
