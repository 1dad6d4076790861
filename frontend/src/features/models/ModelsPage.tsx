import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { plural } from '@/shared/format/numbers';
import { STATES, STATE_TITLE } from '@/shared/model/state';
import { useCatalog } from '@/shared/operations/getCatalog';
import { useModels } from '@/shared/operations/listModels';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Logo } from '@/shared/ui/Logo';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PlatformNotice } from '@/shared/ui/PlatformNotice';
import { LaunchDialog } from './LaunchDialog';
import { isStateFilter, modelRows, type Sorting, type StateFilter } from './modelRows';
import { ModelTable, ModelTableSkeleton } from './ModelTable';

const FILTERS: readonly { value: StateFilter; title: string }[] = [
  { value: 'live', title: 'All but terminated' },
  { value: 'all', title: 'All' },
  ...STATES.map((state) => ({ value: state, title: STATE_TITLE[state] })),
];

export function ModelsPage() {
  const [parameters, setParameters] = useSearchParams();
  const [search, setSearch] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'state', descending: false });
  const asked = parameters.get('state');
  const filter: StateFilter = isStateFilter(asked) ? asked : 'live';
  const models = useModels({ terminated: filter === 'all' || filter === 'terminated' });
  const catalog = useCatalog();
  const rows = modelRows(models.data ?? [], search, filter, sorting);

  const change = (name: string, value: string | undefined) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const launch = (
    <Button variant="contained" startIcon={<Plus size={18} />} onClick={() => change('launch', '')}>
      Launch model
    </Button>
  );

  return (
    <>
      <PageHeader title="Models" actions={launch}>
        {models.data === undefined ? 'Loading…' : `${plural(rows.length, 'model')} shown`}
      </PageHeader>
      <Stack spacing={2.5}>
        <PlatformNotice notice={catalog.data?.notice} />
        <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1.5}>
          <TextField
            type="search"
            label="Search models"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            sx={{ maxWidth: { sm: 320 } }}
          />
          <TextField
            select
            label="State"
            value={filter}
            onChange={(event) =>
              change('state', event.target.value === 'live' ? undefined : event.target.value)
            }
            sx={{ maxWidth: { sm: 220 } }}
          >
            {FILTERS.map(({ value, title }) => (
              <MenuItem key={value} value={value}>
                {title}
              </MenuItem>
            ))}
          </TextField>
        </Stack>
        {models.isPending && <ModelTableSkeleton />}
        {models.isError && <ErrorNotice error={models.error} onRetry={models.refetch} />}
        {rows.length > 0 && (
          <ModelTable rows={rows} since={models.dataUpdatedAt} sorting={sorting} onSort={setSorting} />
        )}
        {models.isSuccess && rows.length === 0 && (
          <NoRows
            anything={models.data.length > 0 || filter !== 'live'}
            onReset={() => {
              setSearch('');
              change('state', undefined);
            }}
            launch={launch}
          />
        )}
      </Stack>
      {parameters.has('launch') && <LaunchDialog onClose={() => change('launch', undefined)} />}
    </>
  );
}

function NoRows({
  anything,
  onReset,
  launch,
}: {
  anything: boolean;
  onReset: () => void;
  launch: React.ReactNode;
}) {
  if (anything) {
    return (
      <EmptyState
        title="No model matches"
        action={<Button onClick={onReset}>Show all but terminated</Button>}
      >
        Nothing has this name and state.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No model yet" picture={<Logo size={64} />} action={launch}>
      Choose one from the list and give it a name. It wakes when somebody asks and goes idle when nobody does.
    </EmptyState>
  );
}
