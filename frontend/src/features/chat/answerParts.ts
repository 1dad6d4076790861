import { ApiError } from '@/shared/api/problem';
import type { Phase } from '@/shared/api/types';
import { isPhase } from '@/shared/model/state';
import type { SseItem } from '@/shared/sse/parser';

/** What the inference-proxy tells while a model wakes: `: waking state=launching phase=weights eta_seconds=9`. */
export interface Waking {
  state: string;
  phase: Phase | undefined;
  etaSeconds: number | undefined;
}

/** Tokens and times at the end of an answer, as the server measured them. */
export interface AnswerUsage {
  tokensIn?: number | undefined;
  tokensOut?: number | undefined;
  ttftMs?: number | undefined;
  generationMs?: number | undefined;
  tokensPerSecond?: number | undefined;
}

export type AnswerPart =
  | { kind: 'waking'; waking: Waking }
  | { kind: 'text'; text: string }
  | { kind: 'finish'; reason: string }
  | { kind: 'usage'; usage: AnswerUsage }
  | { kind: 'done' };

export function parseWaking(comment: string): Waking | undefined {
  const [word, ...pairs] = comment.trim().split(/\s+/);
  if (word !== 'waking') return undefined;
  const values = new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const phase = values.get('phase') ?? '';
  const eta = values.get('eta_seconds');
  return {
    state: values.get('state') ?? 'launching',
    phase: isPhase(phase) ? phase : undefined,
    etaSeconds: eta !== undefined && /^\d{1,6}$/.test(eta) ? Number(eta) : undefined,
  };
}

interface Chunk {
  choices?: { delta?: { content?: unknown }; finish_reason?: unknown }[];
  usage?: Record<string, unknown> | null;
  error?: { message?: unknown; code?: unknown; type?: unknown };
}

/** What one item of the stream means. Throws the error that the stream carries, or what cannot be read. */
export function answerParts(item: SseItem): AnswerPart[] {
  if (item.kind === 'comment') {
    const waking = parseWaking(item.text);
    return waking === undefined ? [] : [{ kind: 'waking', waking }];
  }
  if (item.data === '[DONE]') return [{ kind: 'done' }];
  const chunk = parseChunk(item.data);
  if (chunk.error !== undefined) throw streamError(chunk.error);
  const parts: AnswerPart[] = [];
  const choice = chunk.choices?.[0];
  if (typeof choice?.delta?.content === 'string' && choice.delta.content !== '') {
    parts.push({ kind: 'text', text: choice.delta.content });
  }
  if (typeof choice?.finish_reason === 'string') parts.push({ kind: 'finish', reason: choice.finish_reason });
  if (chunk.usage !== undefined && chunk.usage !== null)
    parts.push({ kind: 'usage', usage: usageOf(chunk.usage) });
  return parts;
}

function parseChunk(data: string): Chunk {
  try {
    const chunk: unknown = JSON.parse(data);
    if (typeof chunk === 'object' && chunk !== null) return chunk;
  } catch {
    // Told below, with what is not JSON at all.
  }
  throw new ApiError({
    status: 0,
    code: 'unreadable_stream',
    title: 'The answer broke off',
    detail: 'A piece of the stream could not be read.',
  });
}

function usageOf(usage: Record<string, unknown>): AnswerUsage {
  const number = (name: string) => (typeof usage[name] === 'number' ? usage[name] : undefined);
  return {
    tokensIn: number('prompt_tokens'),
    tokensOut: number('completion_tokens'),
    ttftMs: number('ttft_ms'),
    generationMs: number('generation_ms'),
    tokensPerSecond: number('tokens_per_second'),
  };
}

function streamError(error: NonNullable<Chunk['error']>): ApiError {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return new ApiError({
    status: 0,
    code: text(error.code) ?? text(error.type) ?? 'engine_error',
    title: 'The answer broke off',
    detail: text(error.message),
  });
}
