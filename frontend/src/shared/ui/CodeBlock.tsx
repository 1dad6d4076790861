import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { CopyButton } from './CopyButton';
import { MONO } from './fonts';

/** Text to copy, as it is: a snippet, a key, a piece of an answer. */
export function CodeBlock({ code, title, what = 'code' }: { code: string; title?: string; what?: string }) {
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: '10px',
        overflow: 'hidden',
        bgcolor: 'background.default',
      }}
    >
      <Stack
        direction="row"
        sx={{
          alignItems: 'center',
          justifyContent: 'space-between',
          pl: 1.5,
          pr: 0.5,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography variant="caption" sx={{ color: 'text.secondary', fontFamily: MONO }}>
          {title ?? 'text'}
        </Typography>
        <CopyButton text={code} what={what} />
      </Stack>
      <Box
        component="pre"
        // A scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label={title ?? what}
        sx={{
          m: 0,
          p: 1.5,
          overflowX: 'auto',
          '& code': { fontFamily: 'inherit' },
          fontFamily: MONO,
          fontSize: '0.8125rem',
          lineHeight: 1.55,
        }}
      >
        <code>{code}</code>
      </Box>
    </Box>
  );
}
