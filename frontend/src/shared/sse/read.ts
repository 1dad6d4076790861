import { SseParser, type SseItem } from './parser';

/**
 * The items of a streamed response, as they come. Ends when the body ends; throws what the body throws.
 * With `quietMs`, a stream that says nothing for so long (not even a heartbeat) is given up as dead.
 */
export async function* readSse(response: Response, quietMs?: number): AsyncGenerator<SseItem, void> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parser = new SseParser();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), quietMs);
      if (done) return;
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export class QuietStreamError extends Error {}

async function inTime<T>(reading: Promise<T>, quietMs: number | undefined): Promise<T> {
  if (quietMs === undefined) return reading;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const quiet = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QuietStreamError(`nothing heard for ${quietMs} ms`)), quietMs);
  });
  try {
    return await Promise.race([reading, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
