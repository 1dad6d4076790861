import { createTheme } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';

const TEXT = "'Instrument Sans Variable', system-ui, sans-serif";
const HEADING = "'Bricolage Grotesque Variable', 'Instrument Sans Variable', system-ui, sans-serif";

/** Pasture green on paper, saddle ochre for what is under way: calm by day, ink-dark by night. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', cssVarPrefix: 'corral' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#1f5b49', dark: '#15443a', light: '#3d7d69', contrastText: '#ffffff' },
        secondary: { main: '#8a4f14', contrastText: '#ffffff' },
        success: { main: '#22704a' },
        warning: { main: '#8f5609' },
        error: { main: '#a8321f' },
        info: { main: '#2e5f7c' },
        background: { default: '#f6f3ec', paper: '#fffdf8' },
        text: { primary: '#1d2521', secondary: '#56605a' },
        divider: '#e3ddd0',
      },
    },
    dark: {
      palette: {
        primary: { main: '#83cfb3', dark: '#5fb296', light: '#a9e2cd', contrastText: '#0c1a15' },
        secondary: { main: '#e6ad66', contrastText: '#1c1206' },
        success: { main: '#74cf9c' },
        warning: { main: '#ecb563' },
        error: { main: '#f2917f' },
        info: { main: '#8fc1de' },
        background: { default: '#101614', paper: '#171f1c' },
        text: { primary: '#e8ede8', secondary: '#a2afa8' },
        divider: '#2a3531',
      },
    },
  },
  shape: { borderRadius: 10 },
  typography: {
    fontFamily: TEXT,
    fontSize: 14,
    h1: {
      fontFamily: HEADING,
      fontSize: '1.75rem',
      fontWeight: 650,
      letterSpacing: '-0.02em',
      lineHeight: 1.2,
    },
    h2: {
      fontFamily: HEADING,
      fontSize: '1.15rem',
      fontWeight: 620,
      letterSpacing: '-0.01em',
      lineHeight: 1.3,
    },
    h3: { fontFamily: HEADING, fontSize: '1rem', fontWeight: 620, lineHeight: 1.35 },
    button: { textTransform: 'none', fontWeight: 600 },
    overline: { letterSpacing: '0.06em', fontWeight: 600, lineHeight: 1.6 },
  },
  components: {
    MuiButton: { defaultProps: { disableElevation: true } },
    MuiCard: {
      defaultProps: { variant: 'outlined' },
      styleOverrides: { root: { borderRadius: 14, backgroundImage: 'none' } },
    },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: {
      styleOverrides: {
        paper: ({ ownerState }) => ({ borderRadius: ownerState.fullScreen === true ? 0 : 16 }),
      },
    },
    MuiDialogTitle: {
      styleOverrides: {
        root: { fontFamily: HEADING, fontSize: '1.25rem', fontWeight: 620, letterSpacing: '-0.01em' },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        head: ({ theme: t }) => ({
          color: t.vars.palette.text.secondary,
          fontWeight: 600,
          whiteSpace: 'nowrap',
        }),
      },
    },
    MuiTooltip: { defaultProps: { arrow: true } },
    MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
    MuiLink: { defaultProps: { underline: 'hover' } },
  },
});
