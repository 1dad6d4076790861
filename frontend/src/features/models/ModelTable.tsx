import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Link as RouterLink } from 'react-router';
import type { Model } from '@/shared/api/types';
import { useMe } from '@/shared/operations/getMe';
import { RelativeTime } from '@/shared/ui/RelativeTime';
import { ModelActions } from './ModelActions';
import type { SortColumn, Sorting } from './modelRows';
import { ModelStanding } from './ModelStanding';

interface Props {
  rows: Model[];
  since: number;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

const COLUMNS: readonly { by: SortColumn; title: string }[] = [
  { by: 'name', title: 'Name' },
  { by: 'state', title: 'State' },
  { by: 'owner', title: 'Owner' },
  { by: 'lastUsed', title: 'Last used' },
];

/** A table where there is room for one, cards on a phone. */
export function ModelTable(props: Props) {
  const wide = useMediaQuery('(min-width: 760px)', { noSsr: true });
  return wide ? <WideTable {...props} /> : <Cards {...props} />;
}

function WideTable({ rows, since, sorting, onSort }: Props) {
  const me = useMe();
  return (
    <TableContainer component={Card}>
      <Table aria-label="Models" sx={{ '& tbody tr:last-child td': { border: 0 } }}>
        <TableHead>
          <TableRow>
            {COLUMNS.map(({ by, title }) => (
              <TableCell
                key={by}
                sortDirection={sorting.by === by ? (sorting.descending ? 'desc' : 'asc') : false}
              >
                <TableSortLabel
                  active={sorting.by === by}
                  direction={sorting.by === by && sorting.descending ? 'desc' : 'asc'}
                  onClick={() => onSort({ by, descending: sorting.by === by && !sorting.descending })}
                >
                  {title}
                </TableSortLabel>
              </TableCell>
            ))}
            <TableCell align="right">Actions</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((model) => (
            <TableRow key={`${model.uid} ${model.name}`} hover>
              <TableCell sx={{ minWidth: 230 }}>
                <NameAndSource model={model} />
              </TableCell>
              <TableCell sx={{ minWidth: 210 }}>
                <ModelStanding model={model} since={since} />
              </TableCell>
              <TableCell>{model.owner === me.data?.id ? 'you' : model.owner}</TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>
                <LastUsed model={model} />
              </TableCell>
              <TableCell align="right">
                <ModelActions model={model} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Cards({ rows, since }: Props) {
  const me = useMe();
  return (
    <Stack component="ul" spacing={1.5} aria-label="Models" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {rows.map((model) => (
        <Card component="li" key={`${model.uid} ${model.name}`} sx={{ p: 2 }}>
          <Stack spacing={1.25}>
            <NameAndSource model={model} />
            <ModelStanding model={model} since={since} />
            <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {model.owner === me.data?.id ? 'yours' : model.owner} · <LastUsed model={model} />
              </Typography>
              <ModelActions model={model} />
            </Stack>
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

function NameAndSource({ model }: { model: Model }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Link
        component={RouterLink}
        to={`/models/${model.name}`}
        sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}
      >
        {model.name}
      </Link>
      <Typography
        variant="caption"
        component="div"
        sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
      >
        {model.source.replace(/^\w+:\/\//, '')} · {model.engine} · {model.compute}
      </Typography>
    </Box>
  );
}

function LastUsed({ model }: { model: Model }) {
  return model.lastUsed === undefined ? 'never used' : <RelativeTime at={model.lastUsed} />;
}

export function ModelTableSkeleton() {
  return (
    <Card sx={{ p: 2 }} aria-hidden>
      <Stack spacing={2}>
        {[0, 1, 2].map((each) => (
          <Skeleton key={each} variant="rounded" height={44} />
        ))}
      </Stack>
    </Card>
  );
}
