import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import { Menu as MenuIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { Logo } from '@/shared/ui/Logo';
import { LiveBadge } from './LiveBadge';
import { Navigation } from './Navigation';

const WIDTH = 232;

/** The frame around every page: rails at the side (a drawer on a phone), one main region. */
export function Shell() {
  const [drawer, setDrawer] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(pathname);
  const navigation = useNavigation();

  useEffect(() => {
    if (arrived.current === pathname) return;
    arrived.current = pathname;
    setDrawer(false);
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <Box sx={{ display: 'flex', minHeight: '100dvh' }}>
      <SkipLink />
      <Box
        component="aside"
        sx={{
          display: { xs: 'none', md: 'block' },
          width: WIDTH,
          flex: 'none',
          position: 'sticky',
          top: 0,
          height: '100dvh',
          borderRight: 1,
          borderColor: 'divider',
        }}
      >
        <Navigation />
      </Box>
      <Drawer
        open={drawer}
        onClose={() => setDrawer(false)}
        sx={{ display: { md: 'none' } }}
        slotProps={{ paper: { sx: { width: WIDTH + 28, bgcolor: 'background.default' } } }}
      >
        <Navigation />
      </Drawer>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <PhoneBar onMenu={() => setDrawer(true)} />
        <Box sx={{ height: 2, mb: '-2px' }}>
          {navigation.state === 'loading' && (
            <LinearProgress sx={{ height: 2 }} aria-label="Loading the page" />
          )}
        </Box>
        <Box
          component="main"
          id="main"
          ref={main}
          tabIndex={-1}
          sx={{
            flex: 1,
            width: '100%',
            maxWidth: 1240,
            mx: 'auto',
            px: { xs: 2, sm: 3, md: 4 },
            py: { xs: 2.5, md: 4 },
            outline: 'none',
          }}
        >
          <Outlet />
        </Box>
      </Box>
    </Box>
  );
}

function PhoneBar({ onMenu }: { onMenu: () => void }) {
  return (
    <Stack
      component="header"
      direction="row"
      spacing={1}
      sx={{
        display: { xs: 'flex', md: 'none' },
        alignItems: 'center',
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        px: 1,
        py: 0.75,
        bgcolor: 'background.default',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <IconButton onClick={onMenu} aria-label="Open the menu">
        <MenuIcon size={22} />
      </IconButton>
      <Logo size={26} />
      <Box sx={{ flex: 1 }} />
      <LiveBadge />
    </Stack>
  );
}

function SkipLink() {
  return (
    <Link
      href="#main"
      sx={{
        position: 'fixed',
        top: 8,
        left: 8,
        zIndex: 'tooltip',
        px: 2,
        py: 1,
        borderRadius: '10px',
        bgcolor: 'background.paper',
        transform: 'translateY(-200%)',
        '&:focus': { transform: 'none' },
      }}
    >
      Skip to the content
    </Link>
  );
}
