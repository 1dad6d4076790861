import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { toApiError } from '@/shared/api/problem';
import type { Catalog } from '@/shared/api/types';
import { nameFault } from '@/shared/model/name';
import { useCatalog } from '@/shared/operations/getCatalog';
import { useMe } from '@/shared/operations/getMe';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { useCreateModel } from './createModel';
import { initialForm, OTHER_SOURCE, refusedFields, toRequest, type LaunchForm } from './launchForm';
import { LaunchFields } from './LaunchFields';

/** Choose a model and launch it. */
export function LaunchDialog({ onClose }: { onClose: () => void }) {
  const catalog = useCatalog();
  const narrow = useMediaQuery('(max-width: 600px)', { noSsr: true });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" fullScreen={narrow} aria-labelledby="launch-title">
      <DialogTitle id="launch-title">Launch a model</DialogTitle>
      {catalog.data === undefined ? (
        <DialogContent>
          {catalog.isError ? (
            <ErrorNotice error={catalog.error} onRetry={catalog.refetch} />
          ) : (
            <Skeleton height={280} />
          )}
        </DialogContent>
      ) : (
        <LaunchFormView catalog={catalog.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

function LaunchFormView({ catalog, onClose }: { catalog: Catalog; onClose: () => void }) {
  const me = useMe();
  const create = useCreateModel();
  const [form, setForm] = useState<LaunchForm>(() => initialForm(catalog));
  const [tried, setTried] = useState(false);
  const error = create.error === null ? undefined : toApiError(create.error);
  const refused = refusedFields(error);
  const fault = nameFault(form.name);
  const noSource = form.preset === OTHER_SOURCE && form.source.trim() === '';
  const faults = {
    ...refused,
    // While typing only what is wrong with the letters; that something is missing is said after a try.
    ...(fault !== undefined && (tried || form.name !== '') ? { name: fault } : {}),
    ...(noSource && tried ? { source: 'Say where the weights come from.' } : {}),
  };

  const submit = () => {
    setTried(true);
    if (fault !== undefined || noSource || create.isPending) return;
    create.mutate(toRequest(catalog, form), { onSuccess: onClose });
  };

  return (
    <form
      noValidate
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogContent>
        <Stack spacing={2.25} sx={{ pt: 1 }}>
          <LaunchFields
            catalog={catalog}
            groups={me.data?.groups ?? []}
            form={form}
            faults={faults}
            onChange={(next) => {
              setForm(next);
              if (create.isError) create.reset();
            }}
          />
          {error !== undefined && Object.keys(refused).length === 0 && <ErrorNotice error={error} />}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onClose} color="inherit">
          Cancel
        </Button>
        <Button type="submit" variant="contained" loading={create.isPending}>
          Launch
        </Button>
      </DialogActions>
    </form>
  );
}
