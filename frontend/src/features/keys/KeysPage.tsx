import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Key, NewKey } from '@/shared/api/types';
import { fullTime } from '@/shared/format/time';
import { useNow } from '@/shared/format/useNow';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { MONO } from '@/shared/ui/fonts';
import { PageHeader } from '@/shared/ui/PageHeader';
import { RelativeTime } from '@/shared/ui/RelativeTime';
import { CreateKeyDialog } from './CreateKeyDialog';
import { useKeys } from './listKeys';
import { NewKeyDialog } from './NewKeyDialog';
import { RevokeKeyDialog } from './RevokeKeyDialog';

type Dialogue =
  { kind: 'create' } | { kind: 'created'; key: NewKey } | { kind: 'revoke'; key: Key } | undefined;

export function KeysPage() {
  const keys = useKeys();
  const [dialogue, setDialogue] = useState<Dialogue>();
  const close = () => setDialogue(undefined);
  const create = (
    <Button
      variant="contained"
      startIcon={<Plus size={18} />}
      onClick={() => setDialogue({ kind: 'create' })}
    >
      Create key
    </Button>
  );
  return (
    <>
      <PageHeader title="API keys" actions={keys.data?.length === 0 ? undefined : create}>
        For programs that talk to your models with OpenAI’s or Ollama’s API.
      </PageHeader>
      {keys.isPending && <Skeleton variant="rounded" height={140} />}
      {keys.isError && <ErrorNotice error={keys.error} onRetry={keys.refetch} />}
      {keys.data?.length === 0 && (
        <EmptyState title="No key yet" picture={<KeyRound size={52} strokeWidth={1.4} />} action={create}>
          Create one for each program, so that you can revoke one without the others.
        </EmptyState>
      )}
      <Stack component="ul" spacing={1.5} aria-label="API keys" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {keys.data?.map((key) => (
          <KeyCard key={key.id} apiKey={key} onRevoke={() => setDialogue({ kind: 'revoke', key })} />
        ))}
      </Stack>
      {dialogue?.kind === 'create' && (
        <CreateKeyDialog onClose={close} onCreated={(key) => setDialogue({ kind: 'created', key })} />
      )}
      {dialogue?.kind === 'created' && <NewKeyDialog created={dialogue.key} onClose={close} />}
      {dialogue?.kind === 'revoke' && <RevokeKeyDialog apiKey={dialogue.key} onClose={close} />}
    </>
  );
}

function KeyCard({ apiKey, onRevoke }: { apiKey: Key; onRevoke: () => void }) {
  return (
    <Card component="li" sx={{ p: 2 }}>
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
        <Box sx={{ minWidth: 0 }}>
          <Typography sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>{apiKey.name}</Typography>
          <Typography variant="body2" sx={{ fontFamily: MONO, fontSize: '0.8rem', color: 'text.secondary' }}>
            crl_{apiKey.id}_…
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.5 }}>
            {apiKey.models.includes('*') ? 'all models' : apiKey.models.join(', ')} ·{' '}
            {apiKey.dialects.join(', ')} · created <RelativeTime at={apiKey.createdAt} />
            {apiKey.expiresAt !== undefined && <Expiry at={apiKey.expiresAt} />}
          </Typography>
        </Box>
        <Button color="error" onClick={onRevoke} aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      </Stack>
    </Card>
  );
}

function Expiry({ at }: { at: string }) {
  const expired = Date.parse(at) <= useNow();
  return (
    <>
      {' · '}
      <Box component="span" sx={{ color: expired ? 'error.main' : 'inherit' }}>
        {expired ? 'expired' : 'expires'} {fullTime(at)}
      </Box>
    </>
  );
}
