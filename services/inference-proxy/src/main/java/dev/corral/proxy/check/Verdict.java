package dev.corral.proxy.check;

import java.util.Map;

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

  /// It may be used in other words.
  ///
  /// @param texts what is said instead, by the name of the field that says it; at least one
  record Rewritten(Map<String, String> texts, String reason) implements Verdict {
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
