/**
 * Every way a call can fail, as one error the pages can show: what happened, its stable code, the request id an
 * operator can search for, and the fields that were refused.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(parts: {
    status: number;
    code: string;
    title: string;
    detail?: string | undefined;
    requestId?: string | undefined;
    fields?: Record<string, string>;
    retryAfterSeconds?: number | undefined;
  }) {
    super(parts.detail ?? parts.title);
    this.name = 'ApiError';
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.requestId = parts.requestId;
    this.fields = parts.fields ?? {};
    this.retryAfterSeconds = parts.retryAfterSeconds;
  }

  /** Whether asking again could help: the fault is not in the question. */
  get worthRetrying(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function networkError(cause: unknown): ApiError {
  const error = new ApiError({
    status: 0,
    code: 'network',
    title: 'Corral cannot be reached',
    detail: 'The request did not arrive or its answer was lost. Check the connection and try again.',
  });
  error.cause = cause;
  return error;
}

type Json = Record<string, unknown>;

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const STATUS: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['invalid_field', 'The request was refused'],
  401: ['unauthorized', 'You are signed out'],
  403: ['forbidden', 'You may not do this'],
  404: ['not_found', 'Not found'],
  409: ['conflict', 'This conflicts with what is there'],
  413: ['body_too_large', 'The request is too large'],
  429: ['too_many_requests', 'Too many requests'],
  502: ['upstream_unavailable', 'A part of Corral is not answering'],
  503: ['upstream_unavailable', 'A part of Corral is not answering'],
  504: ['upstream_unavailable', 'A part of Corral is not answering'],
};

function fieldErrors(errors: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!Array.isArray(errors)) return fields;
  for (const entry of errors) {
    const one = asObject(entry);
    const field = asText(one?.field);
    if (field !== undefined) fields[field] ??= asText(one?.message) ?? 'is not valid';
  }
  return fields;
}

/** Reads problem JSON (`/api/v1`), OpenAI's error object (`/v1`) and Ollama's (`/ollama`); anything else by status. */
export function errorFromBody(status: number, headers: Headers, body: string): ApiError {
  const [code, title] = STATUS[status] ?? ['internal', 'Something went wrong'];
  const parsed = parse(body);
  const inner = asObject(parsed?.error);
  const retryAfter = Number(headers.get('retry-after') ?? NaN);
  return new ApiError({
    status,
    code: asText(parsed?.code) ?? asText(inner?.code) ?? asText(inner?.type) ?? code,
    title: asText(parsed?.title) ?? title,
    detail: asText(parsed?.detail) ?? asText(inner?.message) ?? asText(parsed?.error),
    requestId: asText(parsed?.requestId) ?? headers.get('x-request-id') ?? undefined,
    fields: fieldErrors(parsed?.errors),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

function parse(body: string): Json | undefined {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

export async function errorFromResponse(response: Response): Promise<ApiError> {
  const body = await response.text().catch(() => '');
  return errorFromBody(response.status, response.headers, body);
}

export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError) return networkError(error);
  return new ApiError({ status: 0, code: 'console', title: 'The console stumbled', detail: String(error) });
}
