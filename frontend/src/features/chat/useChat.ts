import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@/shared/api/ApiContext';
import type { ApiClient } from '@/shared/api/client';
import { toApiError } from '@/shared/api/problem';
import type { AnswerUsage, Waking } from './answerParts';
import { ask, type ChatTurn } from './ask';
import { EMPTY, keepConversation, loadConversation, type Conversation, type Message } from './conversation';
import { fitContext } from './fitContext';

/** The answer that is being given. */
export interface Pending {
  model: string;
  text: string;
  startedAt: number;
  waking: (Waking & { toldAt: number }) | undefined;
}

export interface Target {
  name: string;
  contextLength?: number | undefined;
}

export interface Chat {
  conversation: Conversation;
  pending: Pending | undefined;
  send: (text: string, to: Target) => void;
  retry: (to: Target) => void;
  stop: () => void;
  clear: () => void;
  setSystem: (system: string) => void;
}

/** A person's conversation, kept in this browser, with one answer under way at most. */
export function useChat(personId: string): Chat {
  const api = useApi();
  const [conversation, setConversation] = useState(() => loadConversation(personId));
  const [pending, setPending] = useState<Pending>();
  const asking = useRef<AbortController>(undefined);

  useEffect(() => () => asking.current?.abort(), []);
  useEffect(() => keepConversation(personId, conversation), [personId, conversation]);

  const answer = useCallback(
    (talk: Conversation, to: Target) => {
      const stopping = new AbortController();
      asking.current = stopping;
      setConversation(talk);
      const turns = fitContext(talk, to.contextLength).turns;
      void takeAnswer(api, to.name, turns, stopping.signal, setPending).then((message) => {
        if (asking.current !== stopping) return;
        asking.current = undefined;
        setPending(undefined);
        setConversation((now) => ({ ...now, messages: [...now.messages, message] }));
      });
    },
    [api],
  );

  const busy = pending !== undefined;
  return {
    conversation,
    pending,
    send: (text, to) => {
      if (busy || text.trim() === '') return;
      const question: Message = { id: crypto.randomUUID(), role: 'user', text };
      answer({ ...conversation, messages: [...conversation.messages, question] }, to);
    },
    retry: (to) => {
      const last = conversation.messages.at(-1);
      if (busy || last === undefined) return;
      const messages = last.role === 'assistant' ? conversation.messages.slice(0, -1) : conversation.messages;
      answer({ ...conversation, messages }, to);
    },
    stop: () => asking.current?.abort(),
    clear: () => {
      asking.current?.abort();
      asking.current = undefined;
      setPending(undefined);
      setConversation((now) => ({ ...EMPTY, system: now.system }));
    },
    setSystem: (system) => setConversation((now) => ({ ...now, system })),
  };
}

const DRAW_MS = 33;

/** Asks, tells what comes at a pace the screen can follow, and ends with the message that stays, whatever happened. */
async function takeAnswer(
  api: ApiClient,
  model: string,
  turns: readonly ChatTurn[],
  signal: AbortSignal,
  tell: (pending: Pending) => void,
): Promise<Message> {
  const startedAt = performance.now();
  const pending: Pending = { model, text: '', startedAt: Date.now(), waking: undefined };
  const message: Message = { id: crypto.randomUUID(), role: 'assistant', text: '', model, outcome: 'done' };
  let usage: AnswerUsage = {};
  let firstTextAt: number | undefined;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    drawing = undefined;
    tell({ ...pending });
  };
  draw();
  try {
    for await (const part of ask(api, model, turns, signal)) {
      if (part.kind === 'text') {
        firstTextAt ??= performance.now();
        pending.text += part.text;
        // The longer the answer, the longer it takes to draw: draw it less often.
        drawing ??= setTimeout(draw, DRAW_MS + pending.text.length / 300);
      } else if (part.kind === 'waking') {
        pending.waking = { ...part.waking, toldAt: Date.now() };
        draw();
      } else if (part.kind === 'usage') {
        usage = part.usage;
      } else if (part.kind === 'finish' && part.reason === 'length') {
        message.outcome = 'length';
      }
    }
  } catch (error) {
    message.outcome = signal.aborted ? 'stopped' : 'failed';
    if (!signal.aborted) {
      const { title, message: words, code, requestId } = toApiError(error);
      message.fault = { title, message: words, code, requestId };
    }
  }
  clearTimeout(drawing);
  const endedAt = performance.now();
  return {
    ...message,
    text: pending.text,
    times: {
      ...usage,
      ttftMs: usage.ttftMs ?? (firstTextAt === undefined ? undefined : Math.round(firstTextAt - startedAt)),
      generationMs:
        usage.generationMs ?? (firstTextAt === undefined ? undefined : Math.round(endedAt - firstTextAt)),
      roundTripMs: Math.round(endedAt - startedAt),
      wakingMs: pending.waking === undefined ? undefined : Math.round((firstTextAt ?? endedAt) - startedAt),
    },
  };
}
