import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { formatMillis } from '@/shared/format/duration';
import { formatCount, formatRate } from '@/shared/format/numbers';
import type { AnswerTimes } from './conversation';

/** What every answer says about itself. */
export function AnswerTiming({ times }: { times: AnswerTimes }) {
  const facts: [short: string, value: string, help: string][] = [];
  const add = (short: string, value: string | undefined, help: string) => {
    if (value !== undefined) facts.push([short, value, help]);
  };
  add(
    'TTFT',
    millis(times.ttftMs),
    'Time to first token: from the call until the first word, waiting included',
  );
  add('generation', millis(times.generationMs), 'From the first token to the last');
  add('round trip', millis(times.roundTripMs), 'From pressing Send to the last byte, in this browser');
  add('waking', millis(times.wakingMs), 'How long the model had to wake first');
  add('tokens', tokens(times), 'Tokens of the question (with all that was sent) and of the answer');
  add(
    'tokens/s',
    times.tokensPerSecond === undefined ? undefined : formatRate(times.tokensPerSecond),
    'Speed of the answer',
  );
  return (
    <Box
      component="section"
      aria-label="Answer timing"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.75,
        rowGap: 0.25,
        fontSize: '0.75rem',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {facts.map(([short, value, help]) => (
        <Tooltip key={short} title={help}>
          <span>
            {short}{' '}
            <Box component="strong" sx={{ color: 'text.primary', fontWeight: 600 }}>
              {value}
            </Box>
          </span>
        </Tooltip>
      ))}
    </Box>
  );
}

function millis(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatMillis(value);
}

function tokens(times: AnswerTimes): string | undefined {
  if (times.tokensIn === undefined && times.tokensOut === undefined) return undefined;
  return `${formatCount(times.tokensIn)} in, ${formatCount(times.tokensOut)} out`;
}
