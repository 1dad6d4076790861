import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { SlidersHorizontal, SquarePen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Me, Model } from '@/shared/api/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PlatformNotice } from '@/shared/ui/PlatformNotice';
import { Announcer } from './Announcer';
import { Composer } from './Composer';
import { fitContext } from './fitContext';
import { MessageList } from './MessageList';
import { ModelPicker } from './ModelPicker';
import { useChat } from './useChat';

interface Props {
  me: Me;
  models: Model[];
  model: Model;
  /** A model that was asked for by address and cannot be talked to. */
  missing: string | undefined;
  since: number;
  notice: string | undefined;
  onModel: (name: string) => void;
}

export function ChatRoom({ me, models, model, missing, since, notice, onModel }: Props) {
  const chat = useChat(me.id);
  const [settings, setSettings] = useState(false);
  const { conversation, pending } = chat;
  const empty = conversation.messages.length === 0 && pending === undefined;
  const { dropped } = fitContext(conversation, model.contextLength);
  const end = useFollowedEnd(`${conversation.messages.length}:${pending?.text.length ?? -1}`);

  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minHeight: { xs: 'calc(100dvh - 92px)', md: 'calc(100dvh - 64px)' },
        maxWidth: 880,
        mx: 'auto',
      }}
    >
      <PageHeader
        title="Chat"
        actions={
          <Stack direction="row" spacing={1}>
            <Button
              color="inherit"
              startIcon={<SlidersHorizontal size={17} />}
              aria-expanded={settings}
              onClick={() => setSettings(!settings)}
            >
              Instructions
            </Button>
            <Button color="inherit" startIcon={<SquarePen size={17} />} disabled={empty} onClick={chat.clear}>
              New chat
            </Button>
          </Stack>
        }
      />
      <Stack spacing={2}>
        <ModelPicker models={models} model={model} onModel={onModel} />
        {missing !== undefined && (
          <Alert severity="warning" variant="outlined">
            “{missing}” cannot be talked to: it is gone, has failed, or is somebody else’s. This is{' '}
            {model.name}.
          </Alert>
        )}
        <PlatformNotice notice={notice} />
        <Collapse in={settings} unmountOnExit>
          <TextField
            label="System prompt"
            multiline
            minRows={2}
            maxRows={8}
            value={conversation.system}
            onChange={(event) => chat.setSystem(event.target.value)}
            helperText="Sent before every question: who the model is and how it should answer."
          />
        </Collapse>
      </Stack>
      <Box sx={{ flex: 1, py: 3 }}>
        {empty ? (
          <Beginning model={model} />
        ) : (
          <MessageList
            messages={conversation.messages}
            dropped={dropped}
            pending={pending}
            models={models}
            since={since}
            onRetry={() => chat.retry(model)}
          />
        )}
        <div ref={end} />
      </Box>
      <Composer busy={pending !== undefined} onSend={(text) => chat.send(text, model)} onStop={chat.stop} />
      <Announcer pending={pending} last={conversation.messages.at(-1)} />
    </Box>
  );
}

function Beginning({ model }: { model: Model }) {
  return (
    <Box sx={{ textAlign: 'center', py: { xs: 4, sm: 8 }, color: 'text.secondary' }}>
      <Typography variant="h2" component="p" gutterBottom sx={{ color: 'text.primary' }}>
        Ask {model.name} something
      </Typography>
      <Typography sx={{ maxWidth: 440, mx: 'auto' }}>
        {model.state === 'active'
          ? 'It is awake. The conversation stays in this browser until you sign out or begin a new one.'
          : 'It is not awake now. Your first question wakes it, and you can watch it come.'}
      </Typography>
    </Box>
  );
}

const NEAR_END_PX = 160;

/** Keeps the end of the page in sight while it grows, unless the reader has scrolled away from it. */
function useFollowedEnd(growth: string) {
  const end = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  useEffect(() => {
    const watch = () => {
      const left = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
      near.current = left < NEAR_END_PX;
    };
    window.addEventListener('scroll', watch, { passive: true });
    return () => window.removeEventListener('scroll', watch);
  }, []);
  useEffect(() => {
    if (near.current) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  }, [growth]);
  return end;
}
