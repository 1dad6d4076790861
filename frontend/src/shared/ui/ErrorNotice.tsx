import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { toApiError } from '@/shared/api/problem';
import { MONO } from './fonts';

/** An error as a person needs it: what, its code and request id for the operator, and a way out. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => unknown) | undefined }) {
  const problem = toApiError(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={{ bgcolor: 'background.paper', alignItems: 'flex-start' }}
      action={
        onRetry === undefined ? undefined : (
          <Button color="inherit" size="small" onClick={() => void onRetry()}>
            Try again
          </Button>
        )
      }
    >
      <AlertTitle sx={{ mb: 0.25 }}>{problem.title}</AlertTitle>
      {problem.message !== problem.title && <div>{problem.message}</div>}
      <Typography variant="caption" sx={{ fontFamily: MONO, opacity: 0.85, overflowWrap: 'anywhere' }}>
        {problem.code}
        {problem.requestId !== undefined && ` · request ${problem.requestId}`}
      </Typography>
    </Alert>
  );
}
