import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Receipt } from '@/shared/api/types';
import { formatMillis, formatSeconds } from '@/shared/format/duration';
import { fullTime, shortTime } from '@/shared/format/time';
import { useNow } from '@/shared/format/useNow';
import { STATE_COLOUR } from '@/shared/model/StateChip';
import { isPhaseChange, stepState, stepTitle } from '@/shared/model/story';
import { timelineQuery } from '@/shared/operations/getTimeline';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { MONO } from '@/shared/ui/fonts';
import { Panel } from '@/shared/ui/Panel';
import { withDurations, type TimedEntry } from './timeline';

const SHOWN = 60;

/** A model's life, newest first: every phase, how long it took, who asked for it, and the receipt at the end. */
export function TimelinePanel({ name }: { name: string }) {
  const timeline = useQuery(timelineQuery(useApi(), name));
  const entries = withDurations(timeline.data ?? []).slice(0, SHOWN);
  return (
    <Panel title="Timeline">
      {timeline.isPending && <Skeleton variant="rounded" height={160} />}
      {timeline.isError && <ErrorNotice error={timeline.error} onRetry={timeline.refetch} />}
      {timeline.isSuccess && entries.length === 0 && (
        <Typography sx={{ color: 'text.secondary' }}>Nothing has happened yet.</Typography>
      )}
      <Box component="ol" aria-label="Timeline" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries.map((entry, index) => (
          <Entry key={entry.id} entry={entry} last={index === entries.length - 1} />
        ))}
      </Box>
    </Panel>
  );
}

function Entry({ entry, last }: { entry: TimedEntry; last: boolean }) {
  const small = isPhaseChange(entry);
  const now = useNow();
  const size = small ? 8 : 12;
  return (
    <Stack
      component="li"
      direction="row"
      spacing={1.5}
      sx={{ position: 'relative', pb: last ? 0 : small ? 1 : 1.5 }}
    >
      <Box sx={{ width: 12, flex: 'none', display: 'flex', justifyContent: 'center', pt: '7px' }}>
        <Box
          sx={{
            width: size,
            height: size,
            borderRadius: '50%',
            bgcolor: STATE_COLOUR[stepState(entry)],
            zIndex: 1,
          }}
        />
        {!last && (
          <Box sx={{ position: 'absolute', left: 5, top: 18, bottom: -6, width: 2, bgcolor: 'divider' }} />
        )}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography
          component="span"
          sx={{ fontWeight: small ? 400 : 650, color: small ? 'text.secondary' : 'text.primary' }}
        >
          {stepTitle(entry)}
        </Typography>
        {entry.lastedMs !== undefined && (
          <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
            {' '}
            · {formatMillis(entry.lastedMs)}
          </Typography>
        )}
        {entry.message !== undefined && !small && (
          <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {entry.message}
          </Typography>
        )}
        {entry.receipt !== undefined && <ReceiptView receipt={entry.receipt} />}
      </Box>
      <Typography
        variant="caption"
        component="time"
        dateTime={entry.at}
        title={fullTime(entry.at)}
        sx={{ color: 'text.secondary', whiteSpace: 'nowrap', pt: '3px' }}
      >
        {entry.principal !== undefined && !small && `${entry.principal} · `}
        {shortTime(entry.at, now)}
      </Typography>
    </Stack>
  );
}

function ReceiptView({ receipt }: { receipt: Receipt }) {
  return (
    <Box
      role="group"
      aria-label="Receipt"
      sx={{
        mt: 1,
        p: 1.5,
        border: 1,
        borderStyle: 'dashed',
        borderColor: 'divider',
        borderRadius: '10px',
        bgcolor: 'background.default',
      }}
    >
      <Typography variant="h3" component="p" gutterBottom>
        Receipt
      </Typography>
      <Typography variant="body2">
        {receipt.runSeconds !== undefined && `Ran for ${formatSeconds(receipt.runSeconds)}. `}
        {receipt.launchedAt !== undefined && `Launched ${fullTime(receipt.launchedAt)}. `}
        {receipt.terminatedAt !== undefined && `Terminated ${fullTime(receipt.terminatedAt)}. `}
        Removed:
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, fontFamily: MONO, fontSize: '0.78rem' }}>
        {receipt.removed.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </Box>
    </Box>
  );
}
