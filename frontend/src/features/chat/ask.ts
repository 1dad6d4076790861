import type { ApiClient } from '@/shared/api/client';
import { ApiError, networkError } from '@/shared/api/problem';
import { QuietStreamError, readSse } from '@/shared/sse/read';
import { answerParts, type AnswerPart } from './answerParts';

export interface ChatTurn {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** While a model wakes the proxy says something at least every 10 s; an engine that is silent for two minutes is gone. */
const QUIET_MS = 120_000;

/** One question, answered piece by piece. A stream that ends without `[DONE]` is an error, never a short answer. */
export async function* ask(
  api: ApiClient,
  model: string,
  messages: readonly ChatTurn[],
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, void> {
  const response = await api.open('/v1/chat/completions', {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages, stream: true, stream_options: { include_usage: true } }),
    signal,
  });
  const requestId = response.headers.get('x-request-id') ?? undefined;
  try {
    for await (const item of readSse(response, QUIET_MS)) {
      for (const part of answerParts(item)) {
        yield part;
        if (part.kind === 'done') return;
      }
    }
  } catch (cause) {
    throw signal.aborted ? cause : named(cause, requestId);
  }
  throw brokenOff('The stream ended before the answer did.', requestId);
}

function named(cause: unknown, requestId: string | undefined): unknown {
  if (cause instanceof ApiError) {
    const { status, code, title, message: detail } = cause;
    return new ApiError({ status, code, title, detail, requestId: cause.requestId ?? requestId });
  }
  if (cause instanceof QuietStreamError) return brokenOff('Nothing was heard for two minutes.', requestId);
  if (cause instanceof TypeError) return brokenOff('The connection was lost.', requestId);
  return networkError(cause);
}

function brokenOff(detail: string, requestId: string | undefined): ApiError {
  return new ApiError({ status: 0, code: 'stream_cut', title: 'The answer broke off', detail, requestId });
}
