import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { memo } from 'react';
import type { Model } from '@/shared/api/types';
import type { Message } from './conversation';
import { AnswerView } from './AnswerView';
import { PendingAnswer } from './PendingAnswer';
import type { Pending } from './useChat';

interface Props {
  messages: readonly Message[];
  dropped: number;
  pending: Pending | undefined;
  models: readonly Model[];
  since: number;
  onRetry: () => void;
}

export function MessageList({ messages, dropped, pending, models, since, onRetry }: Props) {
  return (
    <Stack component="ol" spacing={3} aria-label="Conversation" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {messages.map((message, index) => (
        <Box component="li" key={message.id}>
          {index === dropped && dropped > 0 && <TrimmedHere />}
          {message.role === 'user' ? (
            <Question text={message.text} />
          ) : (
            <AnswerView message={message} onRetry={index === messages.length - 1 ? onRetry : undefined} />
          )}
        </Box>
      ))}
      {pending !== undefined && (
        <li>
          <PendingAnswer
            pending={pending}
            model={models.find((each) => each.name === pending.model)}
            since={since}
          />
        </li>
      )}
    </Stack>
  );
}

function TrimmedHere() {
  return (
    <Divider sx={{ mb: 3 }}>
      <Typography
        variant="caption"
        role="note"
        sx={{ color: 'text.secondary', whiteSpace: 'normal', display: 'block' }}
      >
        The model’s context is full: what is above this line is no longer sent to it.
      </Typography>
    </Divider>
  );
}

const Question = memo(function Question({ text }: { text: string }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end' }}>
      <Box
        sx={{
          maxWidth: '85%',
          px: 2,
          py: 1.25,
          borderRadius: '16px 16px 4px 16px',
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          lineHeight: 1.55,
        }}
      >
        {text}
      </Box>
    </Box>
  );
});
