import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { NewKey } from '@/shared/api/types';
import { snippets } from '@/shared/model/snippets';
import { useModels } from '@/shared/operations/listModels';
import { CodeBlock } from '@/shared/ui/CodeBlock';
import { SnippetTabs } from '@/shared/ui/SnippetTabs';

/** The only moment a key is seen whole; closing takes a click, not a slip beside the dialog. */
export function NewKeyDialog({ created, onClose }: { created: NewKey; onClose: () => void }) {
  const models = useModels();
  const scoped = created.models.find((name) => name !== '*');
  const model = scoped ?? models.data?.[0]?.name ?? 'MODEL';
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="new-key-title">
      <DialogTitle id="new-key-title">Your new key “{created.name}”</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Alert severity="warning" variant="outlined">
            Copy it now: it is shown only this once and cannot be read again.
          </Alert>
          <CodeBlock code={created.key} title="API key" what="key" />
          <Typography variant="h3" component="p">
            Try it
          </Typography>
          <SnippetTabs snippets={snippets(window.location.origin, model, created.key)} />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onClose} variant="contained">
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
