import Typography from '@mui/material/Typography';
import type { Model } from '@/shared/api/types';
import { ConfirmByName } from '@/shared/ui/ConfirmByName';
import { useTerminateModel } from './terminateModel';

export function TerminateDialog({
  model,
  onClose,
  onDone,
}: {
  model: Model;
  onClose: () => void;
  onDone: () => void;
}) {
  const terminate = useTerminateModel();
  return (
    <ConfirmByName
      title={`Terminate ${model.name}?`}
      name={model.name}
      label="Name of the model"
      action="Terminate"
      busy={terminate.isPending}
      error={terminate.error}
      onClose={onClose}
      onConfirm={() => terminate.mutate(model.name, { onSuccess: onDone })}
    >
      <Typography sx={{ color: 'text.secondary' }}>
        Everything that runs for it is removed, and answers under way are cut. Its record and a receipt stay
        on the timeline. To free the compute and keep the model, stop it instead.
      </Typography>
    </ConfirmByName>
  );
}
