import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { Model } from '@/shared/api/types';
import { formatSeconds } from '@/shared/format/duration';
import { useNow } from '@/shared/format/useNow';
import { STATE_TITLE } from '@/shared/model/state';
import { StateDot } from '@/shared/model/StateChip';

export function ModelPicker(props: { models: Model[]; model: Model; onModel: (name: string) => void }) {
  const { models, model, onModel } = props;
  return (
    <Stack
      direction={{ xs: 'column', sm: 'row' }}
      spacing={{ xs: 0.75, sm: 2 }}
      sx={{ alignItems: { sm: 'center' } }}
    >
      <TextField
        select
        label="Model"
        value={model.name}
        onChange={(event) => onModel(event.target.value)}
        sx={{ maxWidth: { sm: 320 } }}
        slotProps={{ select: { renderValue: () => <Named model={model} /> } }}
      >
        {models.map((each) => (
          <MenuItem key={each.name} value={each.name}>
            <Named model={each} />
            <Typography variant="caption" sx={{ ml: 'auto', pl: 3, color: 'text.secondary' }}>
              {STATE_TITLE[each.state]}
            </Typography>
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        <Standing model={model} />
      </Typography>
    </Stack>
  );
}

function Named({ model }: { model: Model }) {
  return (
    <Stack direction="row" spacing={1.25} component="span" sx={{ alignItems: 'center', minWidth: 0 }}>
      <StateDot state={model.state} />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {model.name}
      </Box>
    </Stack>
  );
}

function Standing({ model }: { model: Model }) {
  const now = useNow();
  if (model.state === 'active' && model.idleAt !== undefined) {
    const seconds = (Date.parse(model.idleAt) - now) / 1000;
    return <>Awake{seconds > 0 && `, idle in ${formatSeconds(seconds)} without a question`}</>;
  }
  if (model.state === 'active') return <>Awake</>;
  if (model.state === 'idle') return <>Idle: the next question wakes it</>;
  return <>{STATE_TITLE[model.state]}: a question waits until it is ready</>;
}
