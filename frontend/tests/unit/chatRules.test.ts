import { beforeEach, describe, expect, it } from 'vitest';
import { chosenModel } from '@/features/chat/chosenModel';
import {
  bounded,
  EMPTY,
  keepConversation,
  loadConversation,
  MAX_CHARACTERS,
  MAX_MESSAGES,
  type Message,
} from '@/features/chat/conversation';
import { estimateTokens, fitContext } from '@/features/chat/fitContext';
import { wakingNow } from '@/features/chat/wakingNow';
import { forgetBrowserData } from '@/shared/browserData';
import { aModel } from '../models';

const talk = (count: number, length = 3): Message[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index),
    role: index % 2 === 0 ? 'user' : 'assistant',
    text: 'x'.repeat(length),
  }));

describe('fitContext', () => {
  it('sends everything while it fits, the system prompt first', () => {
    const fitted = fitContext({ system: ' Be brief. ', messages: talk(3) }, 2048);
    expect(fitted.dropped).toBe(0);
    expect(fitted.turns.map((turn) => turn.role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(fitted.turns[0]?.content).toBe('Be brief.');
  });

  it('drops from the beginning what does not fit, keeps the system prompt, and begins with a question', () => {
    for (let context = 128; context <= 2048; context += 64) {
      const messages = talk(41, 150);
      const { turns, dropped } = fitContext({ system: 'Be brief.', messages }, context);
      expect(turns[0]?.role).toBe('system');
      expect(turns[1]?.role).toBe('user');
      expect(turns).toHaveLength(1 + messages.length - dropped);
      const cost = turns.reduce((sum, turn) => sum + estimateTokens(turn.content), 0);
      if (turns.length > 2) expect(cost).toBeLessThanOrEqual(context - Math.floor(context / 4));
    }
  });

  it('sends the last question however long it is', () => {
    const messages: Message[] = [...talk(2), { id: 'q', role: 'user', text: 'x'.repeat(100_000) }];
    expect(fitContext({ system: '', messages }, 512)).toMatchObject({
      dropped: 2,
      turns: [{ role: 'user' }],
    });
  });

  it('leaves out answers that failed before their first word', () => {
    const messages: Message[] = [
      { id: '1', role: 'user', text: 'a' },
      { id: '2', role: 'assistant', text: '', outcome: 'failed' },
      { id: '3', role: 'user', text: 'b' },
    ];
    expect(fitContext({ system: '', messages }, undefined).turns.map((turn) => turn.content)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('the conversation in the browser', () => {
  beforeEach(() => localStorage.clear());

  it('comes back for the same person only, and is gone after signing out', () => {
    keepConversation('alice', { system: 's', messages: talk(2) });
    expect(loadConversation('alice')).toEqual({ system: 's', messages: talk(2) });
    expect(loadConversation('bob')).toEqual(EMPTY);
    localStorage.setItem('somebody-else', 'stays');
    forgetBrowserData();
    expect(loadConversation('alice')).toEqual(EMPTY);
    expect(localStorage.getItem('somebody-else')).toBe('stays');
  });

  it('is bounded in messages and in characters, and begins with a question', () => {
    const many = bounded({ system: '', messages: talk(MAX_MESSAGES + 51) }).messages;
    expect(many.length).toBeLessThanOrEqual(MAX_MESSAGES);
    expect(many[0]?.role).toBe('user');
    expect(many.at(-1)?.id).toBe(String(MAX_MESSAGES + 50));
    const long = bounded({ system: '', messages: talk(11, MAX_CHARACTERS / 4) }).messages;
    expect(long.reduce((sum, message) => sum + message.text.length, 0)).toBeLessThanOrEqual(MAX_CHARACTERS);
  });

  it.each([
    'nonsense',
    'null',
    '[]',
    '{"messages":7}',
    '{"messages":[{"role":"system","id":"1","text":"x"}]}',
  ])('is empty when what was kept is %s', (kept) => {
    localStorage.setItem('corral.data.chat.alice', kept);
    expect(loadConversation('alice').messages).toEqual([]);
  });
});

describe('wakingNow', () => {
  const pending = { model: 'tiny', text: '', startedAt: 0, waking: undefined };
  const told = { state: 'launching', phase: 'image_pull' as const, etaSeconds: 9, toldAt: 1000 };

  it('believes the newer of stream and record', () => {
    const model = aModel({ state: 'launching', phase: 'weights', etaSeconds: 5 });
    expect(wakingNow({ ...pending, waking: told }, model, 2000)?.phase).toBe('weights');
    expect(wakingNow({ ...pending, waking: told }, model, 500)?.phase).toBe('image_pull');
  });

  it('stops when the record says active after the last word of the stream', () => {
    const model = aModel({ state: 'active' });
    expect(wakingNow({ ...pending, waking: told }, model, 2000)).toBeUndefined();
    expect(wakingNow({ ...pending, waking: told }, model, 500)?.phase).toBe('image_pull');
    expect(wakingNow(pending, model, 500)).toBeUndefined();
  });

  it('takes an idle model that was asked for a waking one', () => {
    expect(wakingNow(pending, aModel({ state: 'idle' }), 1)).toEqual({
      phase: undefined,
      etaSeconds: undefined,
      toldAt: 1,
    });
  });
});

describe('chosenModel', () => {
  const models = [
    aModel({ name: 'a', state: 'idle' }),
    aModel({ name: 'b', state: 'active', lastUsed: '2026-11-20T20:00:00Z' }),
    aModel({ name: 'c', state: 'active', lastUsed: '2026-11-20T21:00:00Z' }),
  ];
  it('is the one asked for, else the awake one used last, else none', () => {
    expect(chosenModel(models, 'a')?.name).toBe('a');
    expect(chosenModel(models, 'gone')?.name).toBe('c');
    expect(chosenModel([], 'a')).toBeUndefined();
  });
});
