import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import CardActionArea from '@mui/material/CardActionArea';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { State } from '@/shared/api/types';
import { formatCount } from '@/shared/format/numbers';
import { STATE_TITLE } from '@/shared/model/state';
import { StateDot } from '@/shared/model/StateChip';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { useSummary } from './getSummary';

const ORDER: readonly State[] = ['launching', 'active', 'idle', 'terminating', 'terminated', 'failed'];

/** How many models there are in each state; each card leads to them. */
export function CountCards() {
  const summary = useSummary();
  if (summary.isError && summary.data === undefined) {
    return <ErrorNotice error={summary.error} onRetry={summary.refetch} />;
  }
  return (
    <Box
      component="section"
      aria-label="Models by state"
      sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'repeat(3, 1fr)', md: 'repeat(6, 1fr)' } }}
    >
      {ORDER.map((state) => (
        <CountCard key={state} state={state} count={summary.data?.models[state]} />
      ))}
    </Box>
  );
}

function CountCard({ state, count }: { state: State; count: number | undefined }) {
  const quiet = count === undefined || count === 0;
  return (
    <Card>
      <CardActionArea component={Link} to={`/models?state=${state}`} sx={{ p: { xs: 1.5, sm: 2 } }}>
        <Typography
          component="div"
          data-testid={`count-${state}`}
          sx={{
            fontFamily: 'h1.fontFamily',
            fontSize: '2rem',
            fontWeight: 600,
            lineHeight: 1.1,
            color: quiet ? 'text.secondary' : 'text.primary',
          }}
        >
          {count === undefined ? <Skeleton width={36} /> : formatCount(count)}
        </Typography>
        <Stack
          direction="row"
          spacing={0.875}
          sx={{ alignItems: 'center', mt: 0.5, color: 'text.secondary' }}
        >
          <StateDot state={state} size={8} />
          <Typography component="span" sx={{ fontSize: { xs: '0.75rem', sm: '0.8125rem' } }} noWrap>
            {STATE_TITLE[state]}
          </Typography>
        </Stack>
      </CardActionArea>
    </Card>
  );
}
