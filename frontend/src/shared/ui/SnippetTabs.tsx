import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import type { Snippet } from '@/shared/model/snippets';
import { CodeBlock } from './CodeBlock';

export function SnippetTabs({ snippets }: { snippets: readonly Snippet[] }) {
  const [at, setAt] = useState(0);
  const id = useId();
  const snippet = snippets[at];
  return (
    <Box>
      <Tabs
        value={at}
        onChange={(_, next: number) => setAt(next)}
        variant="scrollable"
        aria-label="Connect with"
        sx={{ minHeight: 40, mb: 1.5, '& .MuiTab-root': { minHeight: 40, px: 1.5, minWidth: 0 } }}
      >
        {snippets.map((each, index) => (
          <Tab key={each.name} label={each.name} id={`${id}-tab-${index}`} aria-controls={`${id}-panel`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${at}`}>
        {snippet !== undefined && <CodeBlock code={snippet.code} title={snippet.language} what="snippet" />}
      </div>
    </Box>
  );
}
