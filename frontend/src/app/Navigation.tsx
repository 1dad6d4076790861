import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Boxes, KeyRound, LayoutDashboard, MessagesSquare, type LucideIcon } from 'lucide-react';
import { NavLink, useMatch } from 'react-router';
import { Logo } from '@/shared/ui/Logo';
import { LiveBadge } from './LiveBadge';
import { PersonMenu } from './PersonMenu';

interface Place {
  to: string;
  match: string;
  title: string;
  Icon: LucideIcon;
}

const PLACES: readonly Place[] = [
  { to: '/', match: '/', title: 'Dashboard', Icon: LayoutDashboard },
  { to: '/models', match: '/models/*', title: 'Models', Icon: Boxes },
  { to: '/chat', match: '/chat/*', title: 'Chat', Icon: MessagesSquare },
  { to: '/keys', match: '/keys', title: 'API keys', Icon: KeyRound },
];

export function Navigation() {
  return (
    <Stack component="nav" aria-label="Main" sx={{ height: '100%', p: 1.5 }}>
      <Stack direction="row" spacing={1.25} sx={{ alignItems: 'center', px: 1, py: 1.25, mb: 1.5 }}>
        <Logo />
        <Typography component="span" variant="h2" sx={{ fontSize: '1.3rem' }}>
          Corral
        </Typography>
      </Stack>
      <List disablePadding>
        {PLACES.map((place) => (
          <NavigationItem key={place.to} {...place} />
        ))}
      </List>
      <Box sx={{ flex: 1 }} />
      <LiveBadge />
      <PersonMenu />
    </Stack>
  );
}

function NavigationItem({ to, match, title, Icon }: Place) {
  const here = useMatch(match) !== null;
  return (
    <ListItem disablePadding sx={{ mb: 0.5 }}>
      <ListItemButton
        component={NavLink}
        to={to}
        end={to === '/'}
        selected={here}
        sx={{
          borderRadius: '10px',
          py: 0.75,
          color: here ? 'primary.main' : 'text.secondary',
        }}
      >
        <ListItemIcon sx={{ minWidth: 34, color: 'inherit' }}>
          <Icon size={19} aria-hidden />
        </ListItemIcon>
        <ListItemText
          primary={title}
          slotProps={{
            primary: { sx: { fontWeight: here ? 650 : 500, color: here ? 'primary.main' : 'text.primary' } },
          }}
        />
      </ListItemButton>
    </ListItem>
  );
}
