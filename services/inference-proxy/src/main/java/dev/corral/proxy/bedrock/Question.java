package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Conversation;

/// What one call asks.
///
/// @param model what callers call it
/// @param id a model id, an inference profile or an ARN
/// @param maxTokens most tokens of the answer, whatever the conversation says
public record Question(Conversation conversation, String model, String id, int maxTokens) {}
