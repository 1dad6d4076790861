package dev.corral.proxy.conversation;

/// Tokens as the engine counted them.
///
/// @param cachedIn of `in`, those that came from a cache
/// @param reasoningOut of `out`, those that were thought and not said
/// @param cacheWrittenIn of `in`, those that were put into a cache
public record Usage(long in, long out, long cachedIn, long reasoningOut, long cacheWrittenIn) {
  /// Of an engine that does not say what it puts into a cache.
  public Usage(long in, long out, long cachedIn, long reasoningOut) {
    this(in, out, cachedIn, reasoningOut, 0);
  }
}
