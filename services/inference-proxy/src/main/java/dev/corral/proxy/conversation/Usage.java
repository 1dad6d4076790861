package dev.corral.proxy.conversation;

/// Tokens as the engine counted them.
///
/// @param cachedIn of `in`, those that came from a cache
/// @param reasoningOut of `out`, those that were thought and not said
public record Usage(long in, long out, long cachedIn, long reasoningOut) {}
