import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { EmptyState } from '@/shared/ui/EmptyState';
import { PageHeader } from '@/shared/ui/PageHeader';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Nothing here" />
      <EmptyState
        title="This address leads nowhere"
        action={
          <Button component={Link} to="/" variant="contained">
            To the dashboard
          </Button>
        }
      >
        The page may have moved, or the address was cut short.
      </EmptyState>
    </>
  );
}
