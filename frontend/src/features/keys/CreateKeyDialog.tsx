import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { toApiError } from '@/shared/api/problem';
import type { NewKey } from '@/shared/api/types';
import { useModels } from '@/shared/operations/listModels';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { useCreateKey } from './createKey';
import { DIALECTS, initialKeyForm, keyFaults, LIFETIMES, toKeyRequest, type KeyForm } from './keyForm';

export function CreateKeyDialog(props: { onClose: () => void; onCreated: (key: NewKey) => void }) {
  const { onClose, onCreated } = props;
  const create = useCreateKey();
  const models = useModels();
  const [form, setForm] = useState<KeyForm>(initialKeyForm);
  const [tried, setTried] = useState(false);
  const own = keyFaults(form);
  const refused = create.error === null ? {} : toApiError(create.error).fields;
  const faults = { ...refused, ...(tried ? own : {}) };
  const change = (part: Partial<KeyForm>) => {
    setForm({ ...form, ...part });
    if (create.isError) create.reset();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="create-key-title">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(own).length > 0 || create.isPending) return;
          create.mutate(toKeyRequest(form, Date.now()), { onSuccess: onCreated });
        }}
      >
        <DialogTitle id="create-key-title">Create a key</DialogTitle>
        <DialogContent>
          <Stack spacing={2.25} sx={{ pt: 1 }}>
            <TextField
              autoFocus
              required
              label="Name"
              value={form.name}
              onChange={(event) => change({ name: event.target.value })}
              error={faults.name !== undefined}
              helperText={faults.name ?? 'What it is for: a program, a machine, a project.'}
              autoComplete="off"
            />
            <Autocomplete
              multiple
              options={(models.data ?? []).map((model) => model.name)}
              value={form.models}
              onChange={(_, chosen) => change({ models: chosen })}
              renderInput={(params) => (
                <TextField
                  {...params}
                  label="Models"
                  error={faults.models !== undefined}
                  helperText={faults.models ?? 'Empty: all models you may use, now and later.'}
                />
              )}
            />
            <div>
              <FormLabel component="legend" error={faults.dialects !== undefined}>
                Dialects
              </FormLabel>
              <FormGroup row>
                {DIALECTS.map(({ name, title }) => (
                  <FormControlLabel
                    key={name}
                    label={title}
                    control={
                      <Checkbox
                        checked={form.dialects.includes(name)}
                        onChange={(_, on) =>
                          change({
                            dialects: on
                              ? [...form.dialects, name]
                              : form.dialects.filter((each) => each !== name),
                          })
                        }
                      />
                    }
                  />
                ))}
              </FormGroup>
              {faults.dialects !== undefined && <FormLabel error>{faults.dialects}</FormLabel>}
            </div>
            <TextField
              select
              label="Expires"
              value={form.lifetimeDays}
              onChange={(event) => change({ lifetimeDays: Number(event.target.value) })}
              error={faults.expiresAt !== undefined}
              helperText={faults.expiresAt}
            >
              {LIFETIMES.map(({ days, title }) => (
                <MenuItem key={days} value={days}>
                  {title}
                </MenuItem>
              ))}
            </TextField>
            {create.isError && Object.keys(refused).length === 0 && <ErrorNotice error={create.error} />}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={onClose} color="inherit">
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={create.isPending}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
