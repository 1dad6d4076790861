import { errorFromResponse, networkError } from './problem';

/** Where access tokens come from. `renew` is asked once after a 401; it answers whether there is a new token. */
export interface TokenSource {
  accessToken: () => string | undefined;
  renew: () => Promise<boolean>;
}

export interface ApiClient {
  get: <T>(path: string, options?: CallOptions) => Promise<T>;
  post: <T>(path: string, body?: unknown, options?: CallOptions) => Promise<T>;
  patch: <T>(path: string, body: unknown, options?: CallOptions) => Promise<T>;
  delete: <T>(path: string, options?: CallOptions) => Promise<T>;
  /** The response itself, for streams; a status of 400 and more is thrown as ApiError. */
  open: (path: string, init: RequestInit) => Promise<Response>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

const DEADLINE_MS = 20_000;

export function createApiClient(
  tokens: TokenSource,
  fetcher: typeof fetch = fetch.bind(globalThis),
): ApiClient {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const token = tokens.accessToken();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    try {
      return await fetcher(path, {
        ...init,
        headers,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
    } catch (cause) {
      if (init.signal?.aborted === true && !isDeadline(init.signal)) throw cause;
      throw networkError(cause);
    }
  }

  async function open(path: string, init: RequestInit): Promise<Response> {
    let response = await send(path, init);
    if (response.status === 401 && (await tokens.renew())) response = await send(path, init);
    if (!response.ok) throw await errorFromResponse(response);
    return response;
  }

  async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, signal };
    const response = await open(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  return {
    open,
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
  };
}

function isDeadline(signal: AbortSignal): boolean {
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
}
