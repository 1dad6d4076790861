import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useCatalog } from '@/shared/operations/getCatalog';
import { useMe } from '@/shared/operations/getMe';
import { useModels } from '@/shared/operations/listModels';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Logo } from '@/shared/ui/Logo';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PlatformNotice } from '@/shared/ui/PlatformNotice';
import { ActivityPanel } from './ActivityPanel';
import { CountCards } from './CountCards';
import { LaunchingPanel } from './LaunchingPanel';
import { TrafficPanel } from './TrafficPanel';

function LaunchButton() {
  const navigate = useNavigate();
  return (
    <Button
      onClick={() => void navigate('/models?launch')}
      variant="contained"
      startIcon={<Plus size={18} />}
    >
      Launch model
    </Button>
  );
}

export function DashboardPage() {
  const me = useMe();
  const models = useModels({ terminated: true });
  const catalog = useCatalog();
  const nothingYet = models.data?.length === 0;
  return (
    <>
      <PageHeader title="Dashboard" actions={nothingYet ? undefined : <LaunchButton />}>
        {me.data?.roles.includes('admin') === true
          ? 'Every model of this Corral'
          : 'Your models and those shared with you'}
      </PageHeader>
      <Stack spacing={3}>
        <PlatformNotice notice={catalog.data?.notice} />
        <CountCards />
        {models.isError && <ErrorNotice error={models.error} onRetry={models.refetch} />}
        {nothingYet && (
          <EmptyState title="No model yet" picture={<Logo size={64} />} action={<LaunchButton />}>
            Launch one: it takes a name and a choice from a list. It goes idle when nobody talks to it, and
            the next question wakes it.
          </EmptyState>
        )}
        {!nothingYet && (models.data !== undefined || models.isPending) && (
          <Box
            sx={{
              display: 'grid',
              gap: 3,
              alignItems: 'start',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 1fr)' },
            }}
          >
            <Stack spacing={3} sx={{ minWidth: 0 }}>
              <LaunchingPanel models={models.data} since={models.dataUpdatedAt} />
              <TrafficPanel />
            </Stack>
            <ActivityPanel models={models.data} />
          </Box>
        )}
      </Stack>
    </>
  );
}
