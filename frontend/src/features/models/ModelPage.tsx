import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import TextLink from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { toApiError } from '@/shared/api/problem';
import type { Model } from '@/shared/api/types';
import { spellDuration } from '@/shared/format/duration';
import { snippets } from '@/shared/model/snippets';
import { useModel } from '@/shared/operations/getModel';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { RelativeTime } from '@/shared/ui/RelativeTime';
import { SnippetTabs } from '@/shared/ui/SnippetTabs';
import { ModelActions } from './ModelActions';
import { ModelStanding } from './ModelStanding';
import { TimelinePanel } from './TimelinePanel';

export function ModelPage() {
  const { name = '' } = useParams();
  const model = useModel(name);
  if (model.data === undefined) {
    return (
      <>
        <PageHeader title={name} />
        {!model.isError && <Skeleton variant="rounded" height={240} />}
        {model.isError && <Missing error={model.error} onRetry={model.refetch} />}
      </>
    );
  }
  return (
    <>
      <PageHeader title={name} actions={<ModelActions model={model.data} inWords />}>
        {model.data.source}
      </PageHeader>
      <Stack spacing={3}>
        {model.isError && <ErrorNotice error={model.error} onRetry={model.refetch} />}
        <Card sx={{ p: 2.5 }}>
          <ModelStanding model={model.data} since={model.dataUpdatedAt} named />
          <Facts model={model.data} />
        </Card>
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
          }}
        >
          <TimelinePanel name={name} />
          {model.data.state !== 'terminated' && (
            <Box>
              <Panel title="Connect">
                <Typography sx={{ color: 'text.secondary', mb: 1 }}>
                  With an{' '}
                  <TextLink component={Link} to="/keys" underline="always">
                    API key
                  </TextLink>
                  . A request to an idle model wakes it; a streamed one waits with heartbeats.
                </Typography>
                <SnippetTabs snippets={snippets(window.location.origin, name)} />
              </Panel>
            </Box>
          )}
        </Box>
      </Stack>
    </>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  if (toApiError(error).status !== 404) return <ErrorNotice error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      title="No such model"
      action={
        <Button component={Link} to="/models" variant="contained">
          To the models
        </Button>
      }
    >
      There is none of this name, or it is somebody else’s.
    </EmptyState>
  );
}

function Facts({ model }: { model: Model }) {
  const facts: [string, ReactNode][] = [
    ['Owner', model.owner],
    ['Shared with', model.sharedWith.length === 0 ? 'nobody' : model.sharedWith.join(', ')],
    ['Engine', model.engine],
    ['Compute', model.compute],
    ['Replicas', `${model.replicas.ready} ready of ${model.replicas.desired} (at most ${model.maxReplicas})`],
    ['Idle timeout', spellDuration(model.idleTimeout)],
    [
      'Context',
      model.contextLength === undefined
        ? 'as the model has it'
        : `${model.contextLength.toLocaleString()} tokens`,
    ],
    ['Last used', model.lastUsed === undefined ? 'never' : <RelativeTime key="used" at={model.lastUsed} />],
    ['Launched', <RelativeTime key="created" at={model.createdAt} />],
  ];
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gap: 2,
        mt: 2.5,
        mb: 0,
        gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
      }}
    >
      {facts.map(([term, value]) => (
        <div key={term}>
          <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
            {term}
          </Typography>
          <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Typography>
        </div>
      ))}
    </Box>
  );
}
