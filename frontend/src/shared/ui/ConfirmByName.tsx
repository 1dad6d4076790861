import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice';

interface Props {
  title: string;
  /** What has to be typed. */
  name: string;
  label: string;
  action: string;
  children: ReactNode;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** For what cannot be taken back: one has to type the name. */
export function ConfirmByName(props: Props) {
  const [typed, setTyped] = useState('');
  const right = typed === props.name;
  return (
    <Dialog open onClose={props.onClose} fullWidth maxWidth="xs" aria-labelledby="confirm-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (right && !props.busy) props.onConfirm();
        }}
      >
        <DialogTitle id="confirm-title">{props.title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <div>{props.children}</div>
            <TextField
              autoFocus
              label={props.label}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              helperText={`Type “${props.name}” to confirm.`}
              autoComplete="off"
              slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
            />
            {props.error !== null && props.error !== undefined && <ErrorNotice error={props.error} />}
          </Stack>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2.5 }}>
          <Button onClick={props.onClose} color="inherit">
            Cancel
          </Button>
          <Button type="submit" color="error" variant="contained" disabled={!right} loading={props.busy}>
            {props.action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
