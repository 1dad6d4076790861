import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { ApiError } from '@/shared/api/problem';
import { CopyButton } from '@/shared/ui/CopyButton';
import { ErrorNotice } from '@/shared/ui/ErrorNotice';
import { Markdown } from '@/shared/ui/markdown/Markdown';
import { AnswerTiming } from './AnswerTiming';
import type { AnswerFault, Message } from './conversation';

/** An answer that has ended, well or not, with what it cost in time and tokens. */
export const AnswerView = memo(function AnswerView(props: {
  message: Message;
  onRetry: (() => void) | undefined;
}) {
  const { message, onRetry } = props;
  return (
    <Stack spacing={1.25} component="article" aria-label={`Answer of ${message.model ?? 'the model'}`}>
      <Speaker name={message.model ?? 'model'} />
      {message.text !== '' && <Markdown text={message.text} />}
      {message.outcome === 'length' && (
        <Alert severity="info" variant="outlined">
          It stopped here because the context is full or the answer reached its limit.
        </Alert>
      )}
      {message.outcome === 'stopped' && (
        <Typography variant="body2" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
          You stopped this answer.
        </Typography>
      )}
      {message.fault !== undefined && <ErrorNotice error={faultError(message.fault)} onRetry={onRetry} />}
      <Stack
        direction="row"
        spacing={1}
        sx={{ alignItems: 'center', color: 'text.secondary', flexWrap: 'wrap' }}
      >
        {message.text !== '' && <CopyButton text={message.text} what="answer" />}
        {message.fault === undefined && onRetry !== undefined && (
          <Button size="small" color="inherit" startIcon={<RotateCcw size={14} />} onClick={onRetry}>
            Ask again
          </Button>
        )}
        {message.times !== undefined && <AnswerTiming times={message.times} />}
      </Stack>
    </Stack>
  );
});

export function Speaker({ name }: { name: string }) {
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <Box
        sx={{
          width: 8,
          height: 8,
          borderRadius: '2px',
          bgcolor: 'secondary.main',
          transform: 'rotate(45deg)',
        }}
      />
      <Typography variant="body2" sx={{ fontWeight: 650 }}>
        {name}
      </Typography>
    </Stack>
  );
}

function faultError(fault: AnswerFault): ApiError {
  return new ApiError({
    status: 0,
    code: fault.code,
    title: fault.title,
    detail: fault.message,
    requestId: fault.requestId,
  });
}
