import { describe, expect, it, vi } from 'vitest';
import { backOff, follow, type LiveStatus } from '@/shared/live/follow';
import { parseLifecycle } from '@/shared/live/lifecycle';
import { clientWith } from '../render';

describe('follow', () => {
  it('resumes after a break with the last id it has seen, and says so', async () => {
    const leaving = new AbortController();
    const asked: (string | null)[] = [];
    const statuses: LiveStatus[] = [];
    const seen: string[] = [];
    const onGap = vi.fn();
    const api = clientWith(({ headers }) => {
      asked.push(headers.get('last-event-id'));
      if (asked.length === 2) return new Response('{"code":"upstream_unavailable"}', { status: 503 });
      if (asked.length === 4) leaving.abort();
      return new Response(`: beat\n\nid: E${asked.length}\nevent: lifecycle\ndata: ${asked.length}\n\n`);
    });
    await follow(api, '/api/v1/events', leaving.signal, {
      onStatus: (status) => statuses.push(status),
      onEvent: (item) => seen.push(item.data),
      onGap,
    });
    expect(asked).toEqual([null, 'E1', 'E1', 'E3']);
    expect(seen.slice(0, 2)).toEqual(['1', '3']);
    expect(statuses.slice(0, 5)).toEqual(['connecting', 'live', 'reconnecting', 'reconnecting', 'live']);
    expect(onGap).toHaveBeenCalled();
  });
});

describe('backOff', () => {
  it('grows to a ceiling, with jitter, and is never zero', () => {
    for (let attempt = 0; attempt < 60; attempt++) {
      const low = backOff(attempt, () => 0);
      const high = backOff(attempt, () => 1);
      expect(low).toBeGreaterThanOrEqual(250);
      expect(high).toBeLessThanOrEqual(15_000);
      expect(high).toBeGreaterThan(low);
    }
    expect(backOff(9, () => 1)).toBe(15_000);
  });
});

describe('parseLifecycle', () => {
  it('reads the contract’s event', () => {
    const event = {
      specversion: '1.0',
      id: '01KABC',
      type: 'dev.corral.lifecycle.v1',
      time: '2026-11-20T20:00:00.123Z',
      data: {
        kind: 'model',
        name: 'tiny',
        uid: 'u',
        sequence: 3,
        owner: 'alice',
        sharedWith: [],
        from: 'launching',
        to: 'active',
        coldStartMs: 7321,
      },
    };
    expect(parseLifecycle(JSON.stringify(event))).toMatchObject({
      id: '01KABC',
      name: 'tiny',
      from: 'launching',
      to: 'active',
      at: '2026-11-20T20:00:00.123Z',
      coldStartMs: 7321,
    });
  });

  it.each(['', 'null', '{}', '{"id":1}', '{"id":"x","data":null}', '{"id":"x","data":{"name":7}}'])(
    'leaves %j alone',
    (data) => {
      expect(parseLifecycle(data)).toBeUndefined();
    },
  );
});
