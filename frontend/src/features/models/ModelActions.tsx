import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Snackbar from '@mui/material/Snackbar';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { MessagesSquare, Moon, Trash2, Zap, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { toApiError } from '@/shared/api/problem';
import type { Model } from '@/shared/api/types';
import { permissions } from '@/shared/model/state';
import { useMe } from '@/shared/operations/getMe';
import { useWakeModel } from '@/shared/operations/wakeModel';
import { useStopModel } from './stopModel';
import { TerminateDialog } from './TerminateDialog';

/** What one may do with a model now: small in a table row, in words on its own page. */
export function ModelActions({ model, inWords = false }: { model: Model; inWords?: boolean }) {
  const me = useMe();
  const may = permissions(model, me.data);
  const wake = useWakeModel();
  const stop = useStopModel();
  const navigate = useNavigate();
  const [terminating, setTerminating] = useState(false);
  const refused = wake.error ?? stop.error;
  const common = { model: model.name, inWords };
  return (
    <Stack
      direction="row"
      spacing={inWords ? 1 : 0.25}
      useFlexGap
      sx={{ justifyContent: 'flex-end', flexWrap: inWords ? 'wrap' : 'nowrap' }}
    >
      {may.chat && <Action {...common} title="Chat" Icon={MessagesSquare} to={`/chat/${model.name}`} />}
      {may.wake && (
        <Action
          {...common}
          title="Wake"
          Icon={Zap}
          busy={wake.isPending}
          onClick={() => wake.mutate(model.name)}
        />
      )}
      {may.stop && (
        <Action
          {...common}
          title="Stop"
          Icon={Moon}
          busy={stop.isPending}
          onClick={() => stop.mutate(model.name)}
        />
      )}
      {may.terminate && (
        <Action {...common} title="Terminate" Icon={Trash2} danger onClick={() => setTerminating(true)} />
      )}
      {terminating && (
        <TerminateDialog
          model={model}
          onClose={() => setTerminating(false)}
          onDone={() => {
            setTerminating(false);
            void navigate(`/models/${model.name}`);
          }}
        />
      )}
      <Snackbar
        open={refused !== null}
        onClose={() => [wake, stop].forEach((each) => each.reset())}
        autoHideDuration={8000}
      >
        <Alert severity="error" variant="filled" onClose={() => [wake, stop].forEach((each) => each.reset())}>
          {refused !== null && toApiError(refused).message}
        </Alert>
      </Snackbar>
    </Stack>
  );
}

interface ActionProps {
  model: string;
  inWords: boolean;
  title: string;
  Icon: LucideIcon;
  danger?: boolean;
  busy?: boolean;
  to?: string;
  onClick?: () => void;
}

function Action({ model, inWords, title, Icon, danger = false, busy = false, to, onClick }: ActionProps) {
  const link = to === undefined ? {} : { component: Link, to };
  const click = onClick === undefined ? {} : { onClick };
  if (inWords) {
    return (
      <Button
        variant="outlined"
        color={danger ? 'error' : 'primary'}
        startIcon={<Icon size={17} />}
        loading={busy}
        {...link}
        {...click}
      >
        {title}
      </Button>
    );
  }
  return (
    <Tooltip title={title}>
      <IconButton
        size="small"
        color={danger ? 'error' : 'default'}
        aria-label={`${title} ${model}`}
        loading={busy}
        {...link}
        {...click}
      >
        <Icon size={18} />
      </IconButton>
    </Tooltip>
  );
}
