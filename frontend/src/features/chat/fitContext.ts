import type { ChatTurn } from './ask';
import type { Conversation, Message } from './conversation';

/** Without a word from the model: enough for a few pages. */
const ASSUMED_CONTEXT = 2048;
/** Small vocabularies cut words small, so rather too many tokens than too few. */
const CHARACTERS_PER_TOKEN = 3;
const TOKENS_PER_TURN = 6;
const MAX_KEPT_FOR_ANSWER = 1024;

export interface Fitted {
  turns: ChatTurn[];
  /** How many of the conversation's messages are no longer sent, from the beginning. */
  dropped: number;
}

export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN) + TOKENS_PER_TURN;
}

/**
 * What is sent: the system prompt always, then as many of the latest messages as the context holds beside room for the
 * answer, beginning with a question. The last message is sent in any case; then the engine has the last word.
 */
export function fitContext(conversation: Conversation, contextLength: number | undefined): Fitted {
  const context = contextLength ?? ASSUMED_CONTEXT;
  const system = conversation.system.trim();
  let room = context - Math.min(MAX_KEPT_FOR_ANSWER, Math.floor(context / 4));
  if (system !== '') room -= estimateTokens(system);

  const { messages } = conversation;
  let from = messages.length;
  while (from > 0) {
    room -= costOf(messages[from - 1]);
    if (room < 0 && from < messages.length) break;
    from -= 1;
  }
  while (from < messages.length - 1 && messages[from]?.role === 'assistant') from += 1;

  const turns = messages.slice(from).filter(isSent).map(toTurn);
  return { turns: system === '' ? turns : [{ role: 'system', content: system }, ...turns], dropped: from };
}

/** An answer that failed before its first word is no part of the talk. */
function isSent(message: Message): boolean {
  return message.role === 'user' || message.text !== '';
}

function costOf(message: Message | undefined): number {
  return message === undefined || !isSent(message) ? 0 : estimateTokens(message.text);
}

function toTurn(message: Message): ChatTurn {
  return { role: message.role, content: message.text };
}
