import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { Plus } from 'lucide-react';
import { useNavigate, useParams } from 'react-router';
import type { Me, Model } from '@/shared/api/types';
import { permissions } from '@/shared/model/state';
import { useCatalog } from '@/shared/operations/getCatalog';
import { useMe } from '@/shared/operations/getMe';
import { useModels } from '@/shared/operations/listModels';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Logo } from '@/shared/ui/Logo';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PlatformNotice } from '@/shared/ui/PlatformNotice';
import { chosenModel } from './chosenModel';
import { ChatRoom } from './ChatRoom';

export function ChatPage() {
  const { name } = useParams();
  const navigate = useNavigate();
  const me = useMe();
  const models = useModels();
  const catalog = useCatalog();
  const failed = models.error ?? me.error;
  if (models.data === undefined || me.data === undefined) {
    return (
      <>
        <PageHeader title="Chat" />
        {failed === null ? (
          <Skeleton variant="rounded" height={320} />
        ) : (
          <ErrorNotice error={failed} onRetry={() => Promise.all([models.refetch(), me.refetch()])} />
        )}
      </>
    );
  }
  const usable = chatModels(models.data, me.data);
  const model = chosenModel(usable, name);
  if (model === undefined) {
    return (
      <>
        <PageHeader title="Chat" />
        <PlatformNotice notice={catalog.data?.notice} />
        <NobodyToTalkTo />
      </>
    );
  }
  return (
    <ChatRoom
      me={me.data}
      models={usable}
      model={model}
      missing={name !== undefined && name !== model.name ? name : undefined}
      since={models.dataUpdatedAt}
      notice={catalog.data?.notice}
      onModel={(next) => void navigate(`/chat/${next}`, { replace: true })}
    />
  );
}

function chatModels(models: readonly Model[], me: Me): Model[] {
  return models.filter((model) => permissions(model, me).chat).sort((a, b) => a.name.localeCompare(b.name));
}

function NobodyToTalkTo() {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="Nobody to talk to yet"
      picture={<Logo size={64} />}
      action={
        <Button
          onClick={() => void navigate('/models?launch')}
          variant="contained"
          startIcon={<Plus size={18} />}
        >
          Launch model
        </Button>
      }
    >
      Launch a model and it answers here. You need not wait until it is ready: the first question waits with
      it.
    </EmptyState>
  );
}
