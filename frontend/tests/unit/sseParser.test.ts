import { collect } from '../collect';
import { describe, expect, it } from 'vitest';
import { readSse } from '@/shared/sse/read';
import { MAX_PENDING_CHARACTERS, SseParser, type SseItem } from '@/shared/sse/parser';

const STREAM = [
  '\uFEFF: waking state=launching phase=weights eta_seconds=9\r\n\r\n',
  'id: 01A\nevent: lifecycle\ndata: {"a":1}\n\n',
  'data: zwei Zeilen – ü😀\rdata:  mit Rand\r\r',
  'event: nothing\n\n',
  'id\ndata\n\n',
  'unknown: x\ndata: after\n\n',
].join('');

const EXPECTED: SseItem[] = [
  { kind: 'comment', text: 'waking state=launching phase=weights eta_seconds=9' },
  { kind: 'event', event: 'lifecycle', data: '{"a":1}', id: '01A' },
  { kind: 'event', event: 'message', data: 'zwei Zeilen – ü😀\n mit Rand', id: '01A' },
  { kind: 'event', event: 'message', data: '', id: '' },
  { kind: 'event', event: 'message', data: 'after', id: '' },
];

function parse(pieces: string[]): SseItem[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe('SseParser', () => {
  it('reads a whole stream', () => {
    expect(parse([STREAM])).toEqual(EXPECTED);
  });

  it('reads the same, cut in two anywhere', () => {
    for (let at = 0; at <= STREAM.length; at++) {
      expect(parse([STREAM.slice(0, at), STREAM.slice(at)]), `cut at ${at}`).toEqual(EXPECTED);
    }
  });

  it('reads the same, one character at a time', () => {
    expect(parse(STREAM.split(''))).toEqual(EXPECTED);
  });

  it('does not give an event that was not ended by an empty line', () => {
    expect(parse(['data: half\n'])).toEqual([]);
  });

  it('refuses a line without an end', () => {
    const parser = new SseParser();
    expect(() => parser.push('x'.repeat(MAX_PENDING_CHARACTERS + 1))).toThrow('too long');
  });

  it('refuses an event without an end', () => {
    const parser = new SseParser();
    const line = `data: ${'x'.repeat(1000)}\n`;
    expect(() => parser.push(line.repeat(1100))).toThrow('too long');
  });
});

describe('readSse', () => {
  const bytes = new TextEncoder().encode(STREAM);

  async function items(pieces: Uint8Array[]): Promise<SseItem[]> {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    return collect(readSse(new Response(body)));
  }

  it('reads the same, its bytes cut anywhere, also inside a character', async () => {
    for (let at = 0; at <= bytes.length; at++) {
      expect(await items([bytes.slice(0, at), bytes.slice(at)]), `cut at ${at}`).toEqual(EXPECTED);
    }
  });

  it('gives up on a stream that says nothing', async () => {
    const silent = new Response(new ReadableStream());
    await expect(collect(readSse(silent, 20))).rejects.toThrow('nothing heard');
  });

  it('releases the connection when the reader leaves', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const item of readSse(new Response(body))) {
      expect(item.kind).toBe('event');
      break;
    }
    expect(cancelled).toBe(true);
  });
});
