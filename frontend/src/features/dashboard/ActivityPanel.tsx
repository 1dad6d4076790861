import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQueries } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { useApi } from '@/shared/api/ApiContext';
import type { Model } from '@/shared/api/types';
import { formatMillis } from '@/shared/format/duration';
import { useLive } from '@/shared/live/LiveContext';
import { StateDot } from '@/shared/model/StateChip';
import { stepState, stepTitle } from '@/shared/model/story';
import { timelineQuery } from '@/shared/operations/getTimeline';
import { Panel } from '@/shared/ui/Panel';
import { RelativeTime } from '@/shared/ui/RelativeTime';
import { joinActivity, latestModels, type Activity } from './activity';

const MODELS_READ = 5;
const SHOWN = 12;

/** What happened lately, newest first. */
export function ActivityPanel({ models }: { models: Model[] | undefined }) {
  const api = useApi();
  const { recent } = useLive();
  const names = latestModels(models ?? [], MODELS_READ);
  const timelines = useQueries({ queries: names.map((name) => timelineQuery(api, name)) });
  const told = names.map((model, index) => ({ model, entries: timelines[index]?.data ?? [] }));
  const activity = joinActivity(told, recent, SHOWN);
  const waiting = models === undefined || (activity.length === 0 && timelines.some((each) => each.isPending));
  return (
    <Panel title="Recent activity">
      {waiting && <Skeleton variant="rounded" height={120} />}
      {!waiting && activity.length === 0 && (
        <Typography sx={{ color: 'text.secondary' }}>Nothing has happened yet.</Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {activity.map((each) => (
          <ActivityItem key={each.id} activity={each} />
        ))}
      </Box>
    </Panel>
  );
}

function ActivityItem({ activity }: { activity: Activity }) {
  const took = activity.coldStartMs === undefined ? '' : ` after ${formatMillis(activity.coldStartMs)}`;
  return (
    <Stack component="li" direction="row" spacing={1.25} sx={{ py: 0.75, alignItems: 'baseline' }}>
      <StateDot state={stepState(activity)} size={8} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Link
          component={RouterLink}
          to={`/models/${activity.model}`}
          sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
        >
          {activity.model}
        </Link>{' '}
        <Typography component="span" sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
          {stepTitle(activity)}
          {took}
          {activity.principal !== undefined && activity.principal !== '' && ` · ${activity.principal}`}
        </Typography>
      </Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        <RelativeTime at={activity.at} />
      </Typography>
    </Stack>
  );
}
