import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { Model } from '@/shared/api/types';
import { PhaseTrack } from '@/shared/model/PhaseTrack';
import { Panel } from '@/shared/ui/Panel';
import { RelativeTime } from '@/shared/ui/RelativeTime';

const SHOWN = 6;

/** What is on its way, where it is and about how long it will take; else what will go idle next. */
export function LaunchingPanel({ models, since }: { models: Model[] | undefined; since: number }) {
  const launching = (models ?? []).filter((model) => model.state === 'launching').slice(0, SHOWN);
  return (
    <Panel title="On the way">
      {models === undefined && <Skeleton variant="rounded" height={48} />}
      {models !== undefined && launching.length === 0 && <NextToIdle models={models} />}
      <Stack spacing={2.5}>
        {launching.map((model) => (
          <Box key={`${model.uid} ${model.name}`}>
            <Stack direction="row" sx={{ justifyContent: 'space-between', mb: 0.75 }}>
              <Link component={RouterLink} to={`/models/${model.name}`} sx={{ fontWeight: 600 }}>
                {model.name}
              </Link>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {model.source.replace(/^\w+:\/\//, '')}
              </Typography>
            </Stack>
            <PhaseTrack phase={model.phase} etaSeconds={model.etaSeconds} since={since} named />
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}

function NextToIdle({ models }: { models: Model[] }) {
  const next = models
    .filter((model) => model.state === 'active' && model.idleAt !== undefined)
    .sort((a, b) => (a.idleAt ?? '').localeCompare(b.idleAt ?? ''))[0];
  return (
    <Typography sx={{ color: 'text.secondary' }}>
      Nothing is launching.{' '}
      {next?.idleAt !== undefined && (
        <>
          Next to go idle: <strong>{next.name}</strong>, <RelativeTime at={next.idleAt} /> if nobody talks to
          it.
        </>
      )}
    </Typography>
  );
}
