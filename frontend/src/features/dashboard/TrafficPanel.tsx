import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { LatencyRow } from '@/shared/api/types';
import { formatMillis } from '@/shared/format/duration';
import { formatCount, formatRate, plural } from '@/shared/format/numbers';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Panel } from '@/shared/ui/Panel';
import { useLatency } from './getLatency';
import { useUsage } from './getUsage';
import { joinTraffic, type TrafficRow } from './traffic';

/** Requests, tokens and speed per model over the last day. */
export function TrafficPanel() {
  const usage = useUsage();
  const latency = useLatency();
  const failed = usage.error ?? latency.error;
  const rows = joinTraffic(usage.data?.items ?? [], latency.data?.items ?? []);
  const totals = usage.data?.totals;
  return (
    <Panel
      title="Traffic, last 24 hours"
      aside={totals === undefined ? undefined : plural(totals.requests, 'request')}
      flush={rows.length > 0}
    >
      {failed !== null && (
        <ErrorNotice error={failed} onRetry={() => Promise.all([usage.refetch(), latency.refetch()])} />
      )}
      {usage.isPending && failed === null && <Skeleton variant="rounded" height={64} />}
      {usage.isSuccess && failed === null && rows.length === 0 && (
        <Typography sx={{ color: 'text.secondary' }}>
          No requests yet. Ask a model something in Chat.
        </Typography>
      )}
      {rows.length > 0 && <TrafficTable rows={rows} />}
    </Panel>
  );
}

function TrafficTable({ rows }: { rows: TrafficRow[] }) {
  return (
    <TableContainer tabIndex={0} role="region" aria-label="Traffic by model">
      <Table
        size="small"
        sx={{
          '& td, & th': { fontVariantNumeric: 'tabular-nums', px: 1.25, fontSize: '0.8125rem' },
          '& tr:last-child td': { border: 0 },
        }}
      >
        <TableHead>
          <TableRow>
            <TableCell sx={{ pl: 2.5 }}>Model</TableCell>
            <TableCell align="right">Requests</TableCell>
            <TableCell align="right">Tokens in / out</TableCell>
            <TableCell align="right">TTFT p50 / p95</TableCell>
            <TableCell align="right">Generation</TableCell>
            <TableCell align="right" sx={{ pr: 2.5 }}>
              Tokens/s
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.model}>
              <TableCell sx={{ pl: 2.5, whiteSpace: 'nowrap' }}>
                <Link component={RouterLink} to={`/models/${row.model}`} sx={{ fontWeight: 600 }}>
                  {row.model}
                </Link>
              </TableCell>
              <TableCell align="right">
                {formatCount(row.requests)}
                <Asides row={row} />
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {formatCount(row.tokensIn)} / {formatCount(row.tokensOut)}
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {spread(row.latency?.ttftMs)}
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {millis(row.latency?.generationMs?.p50 ?? row.latency?.generationMs?.avg)}
              </TableCell>
              <TableCell align="right" sx={{ pr: 2.5 }}>
                {formatRate(row.latency?.tokensPerSecond)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Asides({ row }: { row: TrafficRow }) {
  const parts = [
    row.coldStarts > 0 ? plural(row.coldStarts, 'cold start') : '',
    row.errors > 0 ? plural(row.errors, 'error') : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return null;
  return (
    <Typography variant="caption" component="div" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
      {parts.join(' · ')}
    </Typography>
  );
}

function spread(values: LatencyRow['ttftMs']): string {
  return values === undefined ? '–' : `${millis(values.p50 ?? values.avg)} / ${millis(values.p95)}`;
}

function millis(value: number | undefined): string {
  return value === undefined ? '–' : formatMillis(value);
}
