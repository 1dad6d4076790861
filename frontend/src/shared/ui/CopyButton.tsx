import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

type Outcome = 'waiting' | 'copied' | 'refused';

/** Copies a text, and says whether it did. `what` completes "Copy …". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<Outcome>('waiting');
  useEffect(() => {
    if (outcome === 'waiting') return undefined;
    const timer = setTimeout(() => setOutcome('waiting'), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  const title = { waiting: `Copy ${what}`, copied: 'Copied', refused: 'The browser refused to copy' }[
    outcome
  ];
  return (
    <Tooltip title={title}>
      <IconButton size="small" onClick={() => void copy()} aria-label={`Copy ${what}`} color="inherit">
        {outcome === 'copied' ? <Check size={16} /> : <Copy size={16} />}
      </IconButton>
    </Tooltip>
  );
}
