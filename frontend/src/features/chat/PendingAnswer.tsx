import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Model } from '@/shared/api/types';
import { formatSeconds } from '@/shared/format/duration';
import { useCountdown, useNow } from '@/shared/format/useNow';
import { PhaseTrack } from '@/shared/model/PhaseTrack';
import { Markdown } from '@/shared/ui/markdown/Markdown';
import { Speaker } from './AnswerView';
import type { Pending } from './useChat';
import { wakingNow, type WakingNow } from './wakingNow';

/** The answer that is on its way: waking, thinking or being written. */
export function PendingAnswer({
  pending,
  model,
  since,
}: {
  pending: Pending;
  model: Model | undefined;
  since: number;
}) {
  const waking = pending.text === '' ? wakingNow(pending, model, since) : undefined;
  return (
    <Stack spacing={1.25} component="article" aria-label={`Answer of ${pending.model}`} aria-busy>
      <Speaker name={pending.model} />
      {waking !== undefined && (
        <WakingView name={pending.model} waking={waking} startedAt={pending.startedAt} />
      )}
      {waking === undefined && pending.text === '' && <Dots />}
      {pending.text !== '' && <Markdown text={pending.text} />}
    </Stack>
  );
}

function WakingView({ name, waking, startedAt }: { name: string; waking: WakingNow; startedAt: number }) {
  const left = useCountdown(waking.etaSeconds, waking.toldAt);
  const waited = Math.max(0, (useNow() - startedAt) / 1000);
  const eta = left === undefined ? '' : left === 0 ? ', any moment now' : `, about ${formatSeconds(left)}`;
  return (
    <Card component="section" aria-label="Waking" sx={{ p: 2.25, maxWidth: 560 }}>
      <Typography sx={{ fontWeight: 650, mb: 1.25 }}>
        Waking {name}
        {eta}
      </Typography>
      <PhaseTrack phase={waking.phase} etaSeconds={waking.etaSeconds} since={waking.toldAt} named />
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 1, mb: 0 }}>
        Your question waits with it and is answered as soon as it is ready. Waited {formatSeconds(waited)}.
      </Typography>
    </Card>
  );
}

function Dots() {
  return (
    <Box role="img" aria-label="Thinking" sx={{ display: 'flex', gap: 0.75, py: 1 }}>
      {[0, 1, 2].map((each) => (
        <Box
          key={each}
          sx={{
            width: 8,
            height: 8,
            borderRadius: '50%',
            bgcolor: 'text.secondary',
            animation: `corral-dots 1.2s ${each * 0.18}s ease-in-out infinite`,
            '@keyframes corral-dots': { '0%, 60%, 100%': { opacity: 0.25 }, '30%': { opacity: 1 } },
          }}
        />
      ))}
    </Box>
  );
}
