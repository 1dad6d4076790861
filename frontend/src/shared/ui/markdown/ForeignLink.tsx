import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import { MONO } from '@/shared/ui/fonts';

const REL = 'noopener noreferrer nofollow';

/** A link that a model wrote: it shows where it really leads before it leads there. */
export function ForeignLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  if (href === undefined || !/^(https?:\/\/|mailto:)/i.test(href)) return <span>{children}</span>;
  return (
    <>
      <Link
        href={href}
        rel={REL}
        target="_blank"
        underline="always"
        onClick={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        {children}
      </Link>
      {asking && (
        <Dialog open onClose={() => setAsking(false)} maxWidth="sm" aria-labelledby="foreign-link-title">
          <DialogTitle id="foreign-link-title">Leave Corral?</DialogTitle>
          <DialogContent>
            <Typography gutterBottom>The model wrote this link. It leads to:</Typography>
            <Typography sx={{ fontFamily: MONO, fontSize: '0.85rem', overflowWrap: 'anywhere' }}>
              {href}
            </Typography>
          </DialogContent>
          <DialogActions sx={{ px: 3, pb: 2.5 }}>
            <Button onClick={() => setAsking(false)} color="inherit">
              Stay
            </Button>
            <Button
              href={href}
              rel={REL}
              target="_blank"
              variant="contained"
              onClick={() => setAsking(false)}
            >
              Open
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
