import { describe, expect, it, vi } from 'vitest';
import { createApiClient } from '@/shared/api/client';
import { ApiError, errorFromBody, toApiError } from '@/shared/api/problem';

const none = new Headers();

describe('errorFromBody', () => {
  it('reads problem JSON with its fields', () => {
    const problem = {
      type: 'https://corral.dev/problems/invalid_field',
      title: 'A field is not valid',
      status: 400,
      code: 'invalid_field',
      detail: 'name: too long',
      requestId: 'req-1',
      errors: [
        { field: 'name', message: 'too long' },
        { field: 'name', message: 'second' },
        { message: 'of nobody' },
        'nonsense',
      ],
    };
    const error = errorFromBody(400, none, JSON.stringify(problem));
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_field',
      title: 'A field is not valid',
      message: 'name: too long',
    });
    expect(error.requestId).toBe('req-1');
    expect(error.fields).toEqual({ name: 'too long' });
    expect(error.worthRetrying).toBe(false);
  });

  it('reads OpenAI’s error and Ollama’s', () => {
    const openAi = errorFromBody(
      503,
      new Headers({ 'retry-after': '7' }),
      '{"error":{"message":"starting","code":"model_starting"}}',
    );
    expect(openAi).toMatchObject({
      code: 'model_starting',
      message: 'starting',
      retryAfterSeconds: 7,
      worthRetrying: true,
    });
    expect(errorFromBody(404, none, '{"error":"model not found"}')).toMatchObject({
      code: 'not_found',
      message: 'model not found',
    });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [413, 'body_too_large'],
    [429, 'too_many_requests'],
    [500, 'internal'],
    [502, 'upstream_unavailable'],
    [599, 'internal'],
  ])('goes by the status when the body says nothing: %d', (status, code) => {
    for (const body of ['', '<html>', 'null', '[]', '"text"', '{"code":7,"title":[],"errors":{}}']) {
      const error = errorFromBody(status, new Headers({ 'x-request-id': 'req-h' }), body);
      expect(error).toMatchObject({ status, code, requestId: 'req-h', fields: {} });
      expect(error.title).not.toBe('');
    }
  });
});

describe('toApiError', () => {
  it('keeps what it knows and names what it does not', () => {
    const known = errorFromBody(404, none, '');
    expect(toApiError(known)).toBe(known);
    expect(toApiError(new TypeError('Failed to fetch')).code).toBe('network');
    expect(toApiError('odd').code).toBe('console');
  });
});

describe('createApiClient', () => {
  const ok = () => new Response('{"ok":true}');
  const refused = () =>
    new Response('{"code":"unauthorized","title":"Signed out","requestId":"r"}', { status: 401 });

  it('renews the token once after a 401, and asks again with the new one', async () => {
    let token = 'old';
    const fetcher = vi.fn<typeof fetch>((_, init) =>
      Promise.resolve(new Headers(init?.headers).get('authorization') === 'Bearer new' ? ok() : refused()),
    );
    const renew = vi.fn(() => {
      token = 'new';
      return Promise.resolve(true);
    });
    const api = createApiClient({ accessToken: () => token, renew }, fetcher);
    await expect(api.get('/api/v1/me')).resolves.toEqual({ ok: true });
    expect(fetcher).toHaveBeenCalledTimes(2);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('does not renew for ever', async () => {
    const renew = vi.fn(() => Promise.resolve(true));
    const api = createApiClient({ accessToken: () => 't', renew }, () => Promise.resolve(refused()));
    await expect(api.get('/api/v1/me')).rejects.toMatchObject({ code: 'unauthorized', requestId: 'r' });
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('names a lost network, and lets an abort be an abort', async () => {
    const lost = createApiClient({ accessToken: () => 't', renew: () => Promise.resolve(false) }, () =>
      Promise.reject(new TypeError('Failed to fetch')),
    );
    await expect(lost.get('/api/v1/me')).rejects.toMatchObject({ code: 'network' });
    const leaving = AbortSignal.abort();
    await expect(lost.open('/x', { signal: leaving })).rejects.not.toBeInstanceOf(ApiError);
  });

  it('takes an empty answer', async () => {
    const api = createApiClient({ accessToken: () => 't', renew: () => Promise.resolve(false) }, () =>
      Promise.resolve(new Response(null, { status: 204 })),
    );
    await expect(api.delete('/api/v1/keys/x')).resolves.toBeUndefined();
  });
});
