import Box from '@mui/material/Box';
import { visuallyHidden } from '@mui/utils';
import { PHASE_TITLE } from '@/shared/model/state';
import type { Message } from './conversation';
import type { Pending } from './useChat';

/** Tells a screen reader where the answer stands, not every token of it. */
export function Announcer({ pending, last }: { pending: Pending | undefined; last: Message | undefined }) {
  return (
    <Box component="div" role="status" aria-live="polite" aria-label="Answer state" sx={visuallyHidden}>
      {words(pending, last)}
    </Box>
  );
}

function words(pending: Pending | undefined, last: Message | undefined): string {
  if (pending !== undefined) {
    if (pending.text !== '') return `${pending.model} is answering`;
    if (pending.waking === undefined) return 'Question sent';
    const { phase } = pending.waking;
    return `Waking ${pending.model}${phase === undefined ? '' : `: ${PHASE_TITLE[phase]}`}`;
  }
  switch (last?.outcome) {
    case 'done':
    case 'length':
      return 'Answer complete';
    case 'stopped':
      return 'Answer stopped';
    case 'failed':
      return `Answer failed: ${last.fault?.message ?? ''}`;
    case undefined:
      return '';
  }
}
