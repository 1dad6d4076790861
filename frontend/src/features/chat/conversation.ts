import { browserDataKey } from '@/shared/browserData';
import type { AnswerUsage } from './answerParts';

export interface AnswerTimes extends AnswerUsage {
  /** From pressing Send to the last byte, in this browser. */
  roundTripMs: number;
  /** Of that, how long the model was waking. */
  wakingMs?: number | undefined;
}

export interface AnswerFault {
  title: string;
  message: string;
  code: string;
  requestId: string | undefined;
}

export interface Message {
  id: string;
  role: 'user' | 'assistant';
  text: string;
  /** Answers only. */
  model?: string;
  outcome?: 'done' | 'length' | 'stopped' | 'failed';
  times?: AnswerTimes;
  fault?: AnswerFault;
}

export interface Conversation {
  system: string;
  messages: Message[];
}

export const EMPTY: Conversation = { system: '', messages: [] };
export const MAX_MESSAGES = 200;
export const MAX_CHARACTERS = 400_000;

/** The newest messages within the bounds, beginning with a question. */
export function bounded(conversation: Conversation): Conversation {
  let characters = 0;
  let from = conversation.messages.length;
  while (from > 0 && conversation.messages.length - from < MAX_MESSAGES) {
    characters += conversation.messages[from - 1]?.text.length ?? 0;
    if (characters > MAX_CHARACTERS && from < conversation.messages.length) break;
    from -= 1;
  }
  const messages = conversation.messages.slice(from);
  const first = messages.findIndex((message) => message.role === 'user');
  return { ...conversation, messages: first < 0 ? [] : messages.slice(first) };
}

/** The conversation this browser kept for a person; an empty one if there is none or it cannot be read. */
export function loadConversation(personId: string): Conversation {
  try {
    const kept = JSON.parse(
      localStorage.getItem(browserDataKey('chat', personId)) ?? 'null',
    ) as Partial<Conversation> | null;
    if (kept === null || !Array.isArray(kept.messages)) return EMPTY;
    const messages = kept.messages.filter(
      (each) =>
        typeof each.id === 'string' &&
        typeof each.text === 'string' &&
        ['user', 'assistant'].includes(each.role),
    );
    return bounded({ system: typeof kept.system === 'string' ? kept.system : '', messages });
  } catch {
    return EMPTY;
  }
}

export function keepConversation(personId: string, conversation: Conversation): void {
  try {
    localStorage.setItem(browserDataKey('chat', personId), JSON.stringify(bounded(conversation)));
  } catch {
    // A full or forbidden storage: the conversation lives as long as the page.
  }
}
