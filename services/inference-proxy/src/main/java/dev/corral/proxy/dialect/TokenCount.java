package dev.corral.proxy.dialect;

import dev.corral.proxy.conversation.Usage;

/// Tokens of one request and where the numbers come from.
///
/// @param parts of them that somebody may price otherwise
public record TokenCount(long in, long out, Source source, Parts parts) {

  /// How much a number is worth.
  public enum Source {
    EXACT("exact"),
    ESTIMATED("estimated"),
    UNKNOWN("unknown");

    private final String id;

    Source(String id) {
      this.id = id;
    }

    /// The name in events.
    public String id() {
      return id;
    }
  }

  /// Tokens that are among those of the request; 0 where the engine tells of none.
  ///
  /// @param cached of those that went in, read from a cache
  /// @param cacheWritten of those that went in, written to a cache
  /// @param reasoning of those that came out, thought and not said
  public record Parts(long cached, long cacheWritten, long reasoning) {
    /// The engine tells of none.
    public static final Parts NONE = new Parts(0, 0, 0);
  }

  private static final int BYTES_PER_TOKEN = 4;

  /// More is not believed of one request.
  private static final long MOST = 1_000_000_000;

  /// Nothing was counted, because no engine has answered.
  public static final TokenCount NONE = new TokenCount(0, 0, Source.UNKNOWN, Parts.NONE);

  /// As the engine counted.
  public static TokenCount exact(long in, long out) {
    return exact(in, out, Parts.NONE);
  }

  /// As the engine counted. A part is never more than its whole, whatever the engine says.
  public static TokenCount exact(long in, long out, Parts parts) {
    long all = Math.clamp(in, 0, MOST);
    long made = Math.clamp(out, 0, MOST);
    if (parts.equals(Parts.NONE)) {
      return new TokenCount(all, made, Source.EXACT, Parts.NONE);
    }
    long cached = Math.clamp(parts.cached(), 0, all);
    long written = Math.clamp(parts.cacheWritten(), 0, all - cached);
    long reasoning = Math.clamp(parts.reasoning(), 0, made);
    return new TokenCount(all, made, Source.EXACT, new Parts(cached, written, reasoning));
  }

  /// As the engine counted.
  public static TokenCount exact(Usage usage) {
    return exact(
        usage.in(),
        usage.out(),
        new Parts(usage.cachedIn(), usage.cacheWrittenIn(), usage.reasoningOut()));
  }

  /// What went in by those calls of a request that are done: others may have counted more.
  public static TokenCount atLeast(long in) {
    return in <= 0 ? NONE : new TokenCount(Math.min(in, MOST), 0, Source.ESTIMATED, Parts.NONE);
  }

  /// From the pieces that were seen of an answer that was cut, and the length of the prompt.
  public static TokenCount estimated(int bytesIn, long pieces) {
    return new TokenCount(
        Math.max(1, bytesIn / BYTES_PER_TOKEN), pieces, Source.ESTIMATED, Parts.NONE);
  }
}
