package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;

/// Reads the requests of one operation. Every reader leaves nothing unread: what it does not know
/// is refused by name.
interface ConversationReader {
  /// What is asked, or the problem to answer with is thrown.
  Conversation read(Fields request);
}
