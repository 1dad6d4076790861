import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Markdown } from '@/shared/ui/markdown/Markdown';
import { tameText } from '@/shared/ui/markdown/tameText';
import { PAYLOADS } from './xssPayloads';

const HARMLESS = new Set(
  'DIV P SPAN EM STRONG DEL CODE PRE UL OL LI BLOCKQUOTE H2 H3 H4 H5 H6 HR BR A TABLE THEAD TBODY TR TH TD INPUT SUP SECTION BUTTON SVG PATH RECT'.split(
    ' ',
  ),
);

describe('Markdown', () => {
  const alarm = vi.fn();
  beforeEach(() => {
    vi.stubGlobal('alert', alarm);
    vi.stubGlobal('fetch', alarm);
    alarm.mockClear();
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each(PAYLOADS)('makes nothing that runs or loads of %j', async (payload) => {
    const { container } = render(<Markdown text={`before\n\n${payload}\n\nafter`} />);
    for (const element of container.querySelectorAll('*')) {
      expect(HARMLESS, `<${element.tagName}>`).toContain(element.tagName.toUpperCase());
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(
          /^(on|src|srcset|srcdoc|style$|formaction|action|background|poster|data$|xlink)/i,
        );
        if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/i);
      }
      if (element.tagName === 'A') {
        expect(element.getAttribute('rel')).toContain('noopener noreferrer');
        expect(element.getAttribute('target')).toBe('_blank');
      }
      if (element.tagName === 'INPUT') expect(element).toBeDisabled();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(alarm).not.toHaveBeenCalled();
    expect(container).toHaveTextContent('before');
  });

  it('renders what is meant', () => {
    const { container } = render(
      <Markdown text={'# Title\n\n- **bold**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```'} />,
    );
    expect(screen.getByRole('heading', { name: 'Title', level: 3 })).toBeVisible();
    expect(container.querySelector('li strong')).toHaveTextContent('bold');
    expect(screen.getByRole('cell', { name: '2' })).toBeVisible();
    expect(screen.getByRole('region', { name: 'py' })).toHaveTextContent('x = 1');
  });

  it('says that an image is not shown, without its address', () => {
    const { container } = render(<Markdown text="![a cat](https://evil.example/?q=secret)" />);
    expect(container).toHaveTextContent('[image not shown: a cat]');
    expect(container.innerHTML).not.toContain('evil.example');
  });

  it('asks before a link is followed, and shows where it leads', async () => {
    render(<Markdown text="[harmless](https://evil.example/login)" />);
    await userEvent.setup().click(screen.getByRole('link', { name: 'harmless' }));
    const open = screen.getByRole('link', { name: 'Open' });
    expect(screen.getByRole('dialog')).toHaveTextContent('https://evil.example/login');
    expect(open).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  });
});

describe('tameText', () => {
  it('takes away terminal sequences, control characters and turned reading direction', () => {
    expect(tameText('a\u001b[31mred\u001b[0m\u001b]8;;http://evil\u0007link\u0000\u202Eexe.txt\u2066')).toBe(
      'aredlinkexe.txt',
    );
    expect(tameText('tab\tline\nü😀')).toBe('tab\tline\nü😀');
  });
});
