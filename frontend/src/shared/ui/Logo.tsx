import Box from '@mui/material/Box';

/** Two rails of a round pen, its gate open, and somebody coming home. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <Box component="svg" viewBox="0 0 32 32" sx={{ width: size, height: size, flex: 'none' }} aria-hidden>
      <rect width="32" height="32" rx="8" fill="#1f4d3f" />
      <g fill="none" stroke="#f3ead9" strokeWidth="2.4" strokeLinecap="round">
        <path d="M22.6 9.1A9.4 9.4 0 1 0 22.6 22.9" />
        <path d="M18.6 13A4.6 4.6 0 1 0 18.6 19" />
      </g>
      <circle cx="25" cy="16" r="2.2" fill="#e2a04a" />
    </Box>
  );
}
