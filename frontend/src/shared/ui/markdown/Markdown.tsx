import Box from '@mui/material/Box';
import { memo, type ComponentProps } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '@/shared/ui/CodeBlock';
import { MONO } from '@/shared/ui/fonts';
import { ForeignLink } from './ForeignLink';
import { tameText } from './tameText';

/** GitHub's safe list, tightened: web and mail links only, images by their words and never by their address. */
const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => tag !== 'picture' && tag !== 'source'),
  attributes: { ...defaultSchema.attributes, img: ['alt'] },
  protocols: { href: ['http', 'https', 'mailto'] },
};

type PreProps = ComponentProps<NonNullable<Extract<Components['pre'], (...all: never[]) => unknown>>>;

const COMPONENTS: Components = {
  // The page's own headings are above; an answer's begin below them.
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  a: ({ href, children }) => <ForeignLink href={href}>{children}</ForeignLink>,
  img: ({ alt }) => <em>[image not shown{alt === undefined || alt === '' ? '' : `: ${alt}`}]</em>,
  pre: ({ node }: PreProps) => <CodeBlock {...codeOf(node)} />,
  table: ({ children }) => (
    <Box sx={{ overflowX: 'auto' }}>
      <table>{children}</table>
    </Box>
  ),
};

type Hast = NonNullable<PreProps['node']>;

function codeOf(node: Hast | undefined): { code: string; title: string } {
  const code = node?.children.find((child) => child.type === 'element');
  const classes = code?.properties.className;
  const names = Array.isArray(classes) ? classes.map(String) : [];
  const language = names.find((name) => name.startsWith('language-'))?.slice('language-'.length);
  return { code: textOf(code).replace(/\n$/, ''), title: language ?? 'text' };
}

function textOf(node: Hast['children'][number] | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

/** What a model wrote, as Markdown: no raw HTML, nothing loaded from anywhere, links that ask first. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <Box sx={LOOKS}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, SCHEMA]]}
        components={COMPONENTS}
      >
        {tameText(text)}
      </ReactMarkdown>
    </Box>
  );
});

const LOOKS = {
  lineHeight: 1.65,
  overflowWrap: 'anywhere',
  '& > *': { my: 1.25 },
  '& > *:first-of-type': { mt: 0 },
  '& > *:last-child': { mb: 0 },
  '& h3, & h4, & h5, & h6': { fontFamily: 'h2.fontFamily', lineHeight: 1.3, mt: 2, mb: 1 },
  '& h3': { fontSize: '1.15rem' },
  '& h4': { fontSize: '1.05rem' },
  '& h5, & h6': { fontSize: '1rem' },
  '& ul, & ol': { pl: 3 },
  '& li': { my: 0.5 },
  '& :not(pre) > code': {
    fontFamily: MONO,
    fontSize: '0.85em',
    px: 0.5,
    py: 0.25,
    borderRadius: '5px',
    bgcolor: 'action.hover',
  },
  '& blockquote': { m: 0, pl: 2, borderLeft: 3, borderColor: 'divider', color: 'text.secondary' },
  '& table': { borderCollapse: 'collapse', fontSize: '0.9em' },
  '& th, & td': { border: 1, borderColor: 'divider', px: 1.25, py: 0.5, textAlign: 'left' },
  '& hr': { border: 0, borderTop: 1, borderColor: 'divider' },
} as const;
