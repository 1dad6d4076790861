import { collect } from '../collect';
import { describe, expect, it } from 'vitest';
import { ask } from '@/features/chat/ask';
import { answerParts, parseWaking, type AnswerPart } from '@/features/chat/answerParts';
import { ApiError } from '@/shared/api/problem';
import { clientWith } from '../render';

const event = (data: unknown) => ({
  kind: 'event' as const,
  event: 'message',
  id: undefined,
  data: typeof data === 'string' ? data : JSON.stringify(data),
});

describe('parseWaking', () => {
  it('reads the proxy’s comment', () => {
    expect(parseWaking('waking state=launching phase=weights eta_seconds=9')).toEqual({
      state: 'launching',
      phase: 'weights',
      etaSeconds: 9,
    });
  });

  it('does without an eta, and without a phase it knows', () => {
    expect(parseWaking('waking state=launching phase=brewing')).toEqual({
      state: 'launching',
      phase: undefined,
      etaSeconds: undefined,
    });
  });

  it.each(['', 'heartbeat', 'wakingly state=x', 'OPENROUTER PROCESSING'])(
    'leaves other comments alone: %j',
    (comment) => {
      expect(parseWaking(comment)).toBeUndefined();
    },
  );

  it.each(['-1', 'NaN', '9e9', '1.5', '99999999'])('takes no nonsense for an eta: %s', (eta) => {
    expect(parseWaking(`waking state=launching eta_seconds=${eta}`)?.etaSeconds).toBeUndefined();
  });
});

describe('answerParts', () => {
  it('reads text, the end and usage with our times', () => {
    expect(answerParts(event({ choices: [{ delta: { role: 'assistant', content: '' } }] }))).toEqual([]);
    expect(answerParts(event({ choices: [{ delta: { content: 'Hi' } }] }))).toEqual([
      { kind: 'text', text: 'Hi' },
    ]);
    expect(answerParts(event({ choices: [{ delta: {}, finish_reason: 'length' }] }))).toEqual([
      { kind: 'finish', reason: 'length' },
    ]);
    const usage = {
      prompt_tokens: 3,
      completion_tokens: 5,
      ttft_ms: 41,
      generation_ms: 120,
      tokens_per_second: 41.6,
    };
    expect(answerParts(event({ choices: [], usage }))).toEqual([
      {
        kind: 'usage',
        usage: { tokensIn: 3, tokensOut: 5, ttftMs: 41, generationMs: 120, tokensPerSecond: 41.6 },
      },
    ]);
    expect(answerParts(event('[DONE]'))).toEqual([{ kind: 'done' }]);
  });

  it('throws the error that comes in the middle', () => {
    const error = { message: 'the engine died', type: 'server_error', param: null, code: 'engine_error' };
    expect(() => answerParts(event({ error }))).toThrow(ApiError);
    expect(() => answerParts(event({ error }))).toThrow('the engine died');
  });

  it('throws at what is no chunk', () => {
    expect(() => answerParts(event('{"half":'))).toThrow('could not be read');
    expect(() => answerParts(event('null'))).toThrow('could not be read');
  });
});

describe('ask', () => {
  const STREAM =
    ': waking state=launching phase=warm_up eta_seconds=1\n\n' +
    'data: {"choices":[{"delta":{"content":"Grüße "}}]}\n\n' +
    'data: {"choices":[{"delta":{"content":"😀"},"finish_reason":null}]}\n\n' +
    'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n' +
    'data: [DONE]\n\n';

  const streamed = (pieces: Uint8Array[]) =>
    clientWith(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              for (const piece of pieces) controller.enqueue(piece);
              controller.close();
            },
          }),
          { headers: { 'x-request-id': 'req-7' } },
        ),
    );
  const all = (pieces: Uint8Array[]) =>
    collect(ask(streamed(pieces), 'tiny', [{ role: 'user', content: 'hi' }], new AbortController().signal));
  const text = (parts: AnswerPart[]) => parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');

  it('gives the same answer, its bytes cut anywhere', async () => {
    const bytes = new TextEncoder().encode(STREAM);
    for (let at = 0; at <= bytes.length; at++) {
      const parts = await all([bytes.slice(0, at), bytes.slice(at)]);
      expect(text(parts), `cut at ${at}`).toBe('Grüße 😀');
      expect(parts[0]?.kind).toBe('waking');
      expect(parts.at(-1)?.kind).toBe('done');
    }
  });

  it('never takes a stream that breaks off for an answer', async () => {
    const bytes = new TextEncoder().encode(STREAM);
    const end = STREAM.indexOf('data: [DONE]');
    const cut = bytes.slice(0, new TextEncoder().encode(STREAM.slice(0, end)).length);
    await expect(all([cut])).rejects.toMatchObject({ code: 'stream_cut', requestId: 'req-7' });
  });

  it('asks for a stream with usage, and says who asks', async () => {
    let seen: unknown;
    const api = clientWith((request) => {
      seen = { ...request, headers: request.headers.get('authorization') };
      return new Response('data: [DONE]\n\n');
    });
    await collect(ask(api, 'tiny', [{ role: 'user', content: 'hi' }], new AbortController().signal));
    expect(seen).toEqual({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: 'Bearer token',
      body: {
        model: 'tiny',
        messages: [{ role: 'user', content: 'hi' }],
        stream: true,
        stream_options: { include_usage: true },
      },
    });
  });

  it('tells the error of a refused question', async () => {
    const api = clientWith(
      () =>
        new Response(
          '{"error":{"message":"no such model","type":"invalid_request_error","code":"model_not_found"}}',
          {
            status: 404,
            headers: { 'x-request-id': 'req-8' },
          },
        ),
    );
    const asking = collect(ask(api, 'gone', [], new AbortController().signal));
    await expect(asking).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      message: 'no such model',
      requestId: 'req-8',
    });
  });
});
