import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import InputBase from '@mui/material/InputBase';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ArrowUp, Square } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';

interface Props {
  busy: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

export function Composer({ busy, onSend, onStop }: Props) {
  const [text, setText] = useState('');
  const ready = !busy && text.trim() !== '';
  const send = () => {
    if (!ready) return;
    onSend(text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: 0,
        pb: { xs: 1.5, md: 2 },
        pt: 1,
        bgcolor: 'background.default',
        mt: 'auto',
      }}
    >
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        sx={{
          display: 'flex',
          alignItems: 'flex-end',
          gap: 1,
          p: 1,
          pl: 2,
          border: 1,
          borderColor: 'divider',
          borderRadius: '22px',
          bgcolor: 'background.paper',
          '&:focus-within': {
            borderColor: 'primary.main',
            boxShadow: '0 0 0 1px var(--corral-palette-primary-main)',
          },
        }}
      >
        <InputBase
          multiline
          fullWidth
          maxRows={8}
          placeholder="Ask something…"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          slotProps={{ input: { 'aria-label': 'Message', style: { outline: 'none' } } }}
          sx={{ py: 0.75 }}
        />
        {busy ? (
          <RoundButton title="Stop" onClick={onStop} />
        ) : (
          <RoundButton title="Send" disabled={!ready} />
        )}
      </Box>
      <Typography
        variant="caption"
        sx={{ display: { xs: 'none', sm: 'block' }, color: 'text.secondary', px: 2, pt: 0.5 }}
      >
        Enter sends, Shift + Enter makes a new line.
      </Typography>
    </Box>
  );
}

function RoundButton(props: { title: 'Send' | 'Stop'; disabled?: boolean; onClick?: () => void }) {
  const stop = props.title === 'Stop';
  return (
    <Tooltip title={props.title}>
      <span>
        <IconButton
          type={stop ? 'button' : 'submit'}
          aria-label={props.title}
          disabled={props.disabled === true}
          {...(props.onClick === undefined ? {} : { onClick: props.onClick })}
          sx={{
            width: 40,
            height: 40,
            bgcolor: stop ? 'secondary.main' : 'primary.main',
            color: stop ? 'secondary.contrastText' : 'primary.contrastText',
            '&:hover': { bgcolor: stop ? 'secondary.dark' : 'primary.dark' },
            '&.Mui-disabled': { bgcolor: 'action.disabledBackground' },
          }}
        >
          {stop ? <Square size={16} fill="currentColor" /> : <ArrowUp size={20} />}
        </IconButton>
      </span>
    </Tooltip>
  );
}
