import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { Catalog, Choice, Preset } from '@/shared/api/types';
import { spellDuration } from '@/shared/format/duration';
import { IDLE_TIMEOUTS, OTHER_SOURCE, presetOf, withPreset, type LaunchForm } from './launchForm';

interface Props {
  catalog: Catalog;
  groups: readonly string[];
  form: LaunchForm;
  faults: Partial<Record<keyof LaunchForm, string>>;
  onChange: (form: LaunchForm) => void;
}

const MONO_INPUT = { htmlInput: { spellCheck: false, autoCapitalize: 'none', autoComplete: 'off' } };

export function LaunchFields({ catalog, groups, form, faults, onChange }: Props) {
  const preset = presetOf(catalog, form);
  const change = (part: Partial<LaunchForm>) => onChange({ ...form, ...part });
  return (
    <>
      <TextField
        select
        label="Model"
        value={form.preset}
        onChange={(event) => onChange(withPreset(catalog, form, event.target.value))}
        error={faults.source !== undefined && preset !== undefined}
        helperText={(preset === undefined ? undefined : faults.source) ?? <PresetFacts preset={preset} />}
        slotProps={{ formHelperText: { component: 'div' } }}
      >
        {catalog.presets.map((each) => (
          <MenuItem key={each.name} value={each.name}>
            {each.title}
          </MenuItem>
        ))}
        <MenuItem value={OTHER_SOURCE}>Another source…</MenuItem>
      </TextField>
      {preset === undefined && (
        <TextField
          label="Source"
          placeholder="ollama://smollm2:135m"
          value={form.source}
          onChange={(event) => change({ source: event.target.value })}
          error={faults.source !== undefined}
          helperText={faults.source ?? 'ollama://, hf://, s3://, bedrock:// or external:// and a name'}
          slotProps={MONO_INPUT}
        />
      )}
      <TextField
        required
        // The one thing that has to be typed.
        autoFocus
        label="Name"
        value={form.name}
        onChange={(event) => change({ name: event.target.value })}
        error={faults.name !== undefined}
        helperText={
          faults.name ?? 'Clients ask for the model by this name: small letters, digits and hyphens.'
        }
        slotProps={{ ...MONO_INPUT, formHelperText: { 'aria-live': 'polite' } }}
      />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        <ChoiceField
          label="Engine"
          choices={catalog.engines}
          value={form.engine}
          fault={faults.engine}
          onChange={(engine) => change({ engine })}
        />
        <ChoiceField
          label="Compute"
          choices={catalog.computes}
          value={form.compute}
          fault={faults.compute ?? misfit(preset, form.compute)}
          onChange={(compute) => change({ compute })}
        />
      </Stack>
      <TextField
        select
        label="Idle timeout"
        value={form.idleTimeout}
        onChange={(event) => change({ idleTimeout: event.target.value })}
        error={faults.idleTimeout !== undefined}
        helperText={faults.idleTimeout ?? 'Without a question for this long it goes idle and costs nothing.'}
      >
        {IDLE_TIMEOUTS.map((each) => (
          <MenuItem key={each} value={each}>
            {spellDuration(each)}
          </MenuItem>
        ))}
      </TextField>
      <Autocomplete
        multiple
        freeSolo
        autoSelect
        options={groups.filter((group) => !form.sharedWith.includes(group))}
        value={form.sharedWith}
        onChange={(_, sharedWith) => change({ sharedWith })}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Share with groups"
            error={faults.sharedWith !== undefined}
            helperText={faults.sharedWith ?? 'Members may see it, chat with it and wake it. Empty: only you.'}
          />
        )}
      />
    </>
  );
}

function ChoiceField(props: {
  label: string;
  choices: readonly Choice[];
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}) {
  const chosen = props.choices.find((each) => each.name === props.value);
  return (
    <TextField
      select
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={props.fault !== undefined}
      helperText={props.fault ?? chosen?.description}
      slotProps={{ select: { renderValue: () => chosen?.title ?? props.value } }}
    >
      {props.choices.map((each) => (
        <MenuItem
          key={each.name}
          value={each.name}
          disabled={!each.available}
          sx={{ whiteSpace: 'normal', maxWidth: 420 }}
        >
          <Box>
            {each.title}
            {!each.available && (
              <Typography variant="caption" component="div">
                {each.reason}
              </Typography>
            )}
          </Box>
        </MenuItem>
      ))}
    </TextField>
  );
}

function PresetFacts({ preset }: { preset: Preset | undefined }) {
  if (preset === undefined) return null;
  const facts = [
    `${preset.parameters} parameters`,
    `${preset.sizeGb.toLocaleString()} GB`,
    `context ${preset.contextLength.toLocaleString()}`,
    preset.licence,
  ];
  return (
    <>
      {facts.join(' · ')}
      {preset.notes !== undefined && <div>{preset.notes}</div>}
    </>
  );
}

function misfit(preset: Preset | undefined, compute: string): string | undefined {
  if (preset === undefined || preset.fits.includes(compute)) return undefined;
  return `${preset.title} does not fit on ${compute}.`;
}
