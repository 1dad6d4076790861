import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { LaunchDialog } from '@/features/models/LaunchDialog';
import { json, renderPage, type Answer } from '../render';

const CATALOG = {
  appTypes: [],
  engines: [
    { name: 'ollama', title: 'Ollama', available: true },
    { name: 'vllm', title: 'vLLM', available: false, reason: 'Needs a GPU pool.' },
  ],
  computes: [{ name: 'cpu', title: 'CPU', available: true }],
  presets: [
    {
      name: 'tinyllama',
      title: 'TinyLlama 1.1B Chat',
      engine: 'ollama',
      source: 'ollama://tinyllama:1.1b-chat',
      parameters: '1.1B',
      sizeGb: 0.64,
      licence: 'Apache-2.0',
      contextLength: 2048,
      fits: ['cpu'],
    },
  ],
};

function open(create: Answer) {
  const onClose = vi.fn();
  const sent: unknown[] = [];
  renderPage(<LaunchDialog onClose={onClose} />, (request) => {
    if (request.path === '/api/v1/catalog') return json(CATALOG);
    if (request.path === '/api/v1/me')
      return json({ id: 'alice', name: 'alice', roles: ['user'], groups: ['team-a'] });
    sent.push(request.body);
    return create(request);
  });
  return { onClose, sent, user: userEvent.setup() };
}

describe('LaunchDialog', () => {
  it('launches the preset with the defaults', async () => {
    const { onClose, sent, user } = open(() => json({ name: 'tiny' }, 202));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'tiny');
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toEqual([
      {
        name: 'tiny',
        engine: 'ollama',
        source: 'ollama://tinyllama:1.1b-chat',
        compute: 'cpu',
        idleTimeout: '5m',
        contextLength: 2048,
        sharedWith: [],
      },
    ]);
  });

  it('says what is wrong with a name while it is typed, and sends nothing', async () => {
    const { sent, user } = open(() => json({}, 202));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.type(name, 'Tiny');
    expect(screen.getByText('Only small letters.')).toBeVisible();
    expect(name).toBeInvalid();
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    expect(sent).toEqual([]);
  });

  it('asks for a name only after a try', async () => {
    const { sent, user } = open(() => json({}, 202));
    await screen.findByRole('textbox', { name: 'Name' });
    expect(screen.queryByText('Give it a name.')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    expect(screen.getByText('Give it a name.')).toBeVisible();
    expect(sent).toEqual([]);
  });

  it('shows what the gateway refuses at its field', async () => {
    const problem = {
      status: 400,
      code: 'invalid_field',
      title: 'A field is not valid',
      errors: [
        { field: 'launch.request.compute', message: 'no such pool' },
        { field: 'sharedWith[0]', message: 'must be a group’s name' },
      ],
    };
    const { onClose, user } = open(() => json(problem, 400));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'tiny');
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    expect(await screen.findByText('no such pool')).toBeVisible();
    expect(screen.getByText('must be a group’s name')).toBeVisible();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says at the name that it is taken, and forgets it with the next letter', async () => {
    const { user } = open(() => json({ status: 409, code: 'name_taken', title: 'Taken' }, 409));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.type(name, 'tiny');
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    expect(await screen.findByText('This name is taken.')).toBeVisible();
    await user.type(name, '2');
    expect(screen.queryByText('This name is taken.')).toBeNull();
  });

  it('shows any other error with its code and request id', async () => {
    const problem = {
      status: 503,
      code: 'upstream_unavailable',
      title: 'Not answering',
      detail: 'd',
      requestId: 'req-9',
    };
    const { user } = open(() => json(problem, 503));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'tiny');
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    expect(await screen.findByText(/upstream_unavailable · request req-9/)).toBeVisible();
  });

  it('offers what cannot be chosen yet with the reason', async () => {
    const { user } = open(() => json({}, 202));
    await user.click(await screen.findByRole('combobox', { name: 'Engine' }));
    const option = await screen.findByRole('option', { name: /vLLM/ });
    expect(option).toHaveAttribute('aria-disabled', 'true');
    expect(option).toHaveTextContent('Needs a GPU pool.');
  });
});
