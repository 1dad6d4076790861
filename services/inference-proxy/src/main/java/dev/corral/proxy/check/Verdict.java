package dev.corral.proxy.check;

/// What the judge says of a prompt.
public sealed interface Verdict {
  /// The name in answers and records.
  String id();

  /// One sentence, in the judge's words; empty when it gave none.
  String reason();

  /// It may be used as it is.
  record Allowed(String reason) implements Verdict {
    @Override
    public String id() {
      return "allowed";
    }
  }

  /// It may be used in these words instead.
  record Rewritten(String prompt, String reason) implements Verdict {
    @Override
    public String id() {
      return "rewritten";
    }
  }

  /// It may not be used.
  record Blocked(String reason) implements Verdict {
    @Override
    public String id() {
      return "blocked";
    }
  }
}
