import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { visuallyHidden } from '@mui/utils';
import { Check, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '@/features/session/SessionContext';
import { useMe } from '@/shared/operations/getMe';

const MODES = [
  { mode: 'system', title: 'As the system', Icon: Monitor },
  { mode: 'light', title: 'Light', Icon: Sun },
  { mode: 'dark', title: 'Dark', Icon: Moon },
] as const;

/** Who is signed in, the theme, and the way out. */
export function PersonMenu() {
  const session = useSession();
  const me = useMe();
  const scheme = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = me.data?.name ?? session.displayName;
  const role = me.data?.roles.includes('admin') === true ? 'Administrator' : 'Member';
  return (
    <>
      <ButtonBase
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        sx={{
          display: 'flex',
          gap: 1.25,
          p: 1,
          borderRadius: '10px',
          justifyContent: 'flex-start',
          textAlign: 'left',
        }}
      >
        <Box component="span" sx={visuallyHidden}>
          Account menu of
        </Box>
        <Avatar
          aria-hidden
          sx={{
            width: 32,
            height: 32,
            fontSize: '0.9rem',
            bgcolor: 'primary.main',
            color: 'primary.contrastText',
          }}
        >
          {name.slice(0, 1).toUpperCase()}
        </Avatar>
        <Box sx={{ minWidth: 0 }}>
          <Typography noWrap sx={{ fontWeight: 600, fontSize: '0.9rem', lineHeight: 1.25 }}>
            {name}
          </Typography>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {role}
          </Typography>
        </Box>
      </ButtonBase>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {MODES.map(({ mode, title, Icon }) => (
          <MenuItem
            key={mode}
            role="menuitemradio"
            aria-checked={scheme.mode === mode}
            onClick={() => scheme.setMode(mode)}
          >
            <ListItemIcon>
              <Icon size={17} />
            </ListItemIcon>
            <Box sx={{ flex: 1, pr: 3 }}>{title}</Box>
            {scheme.mode === mode && <Check size={16} />}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={session.signOut}>
          <ListItemIcon>
            <LogOut size={17} />
          </ListItemIcon>
          Sign out
        </MenuItem>
      </Menu>
    </>
  );
}
