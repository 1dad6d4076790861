package dev.corral.proxy.dialect;

/// Tokens of one request and where the numbers come from.
public record TokenCount(long in, long out, Source source) {

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

  private static final int BYTES_PER_TOKEN = 4;

  /// Nothing was counted, because no engine has answered.
  public static final TokenCount NONE = new TokenCount(0, 0, Source.UNKNOWN);

  /// As the engine counted.
  public static TokenCount exact(long in, long out) {
    return new TokenCount(in, out, Source.EXACT);
  }

  /// From the pieces that were seen of an answer that was cut, and the length of the prompt.
  public static TokenCount estimated(int bytesIn, long pieces) {
    return new TokenCount(Math.max(1, bytesIn / BYTES_PER_TOKEN), pieces, Source.ESTIMATED);
  }
}
