package dev.corral.proxy.limit;

import java.util.List;

/// What a store says to a request: all of its claims are granted, or none.
public sealed interface Entry {

  /// Granted.
  ///
  /// @param second when, by the store's clock; what was taken is settled there
  /// @param standings one for each claim, in their order
  record Granted(long second, List<Standing> standings) implements Entry {}

  /// Refused; nothing was taken.
  ///
  /// @param claim the one that has to wait longest
  /// @param waitMillis until it is granted, if nobody else comes first
  record Refused(Claim claim, long waitMillis) implements Entry {}

  /// Where a claim's subject stands now.
  ///
  /// @param remaining what is left
  /// @param resetMillis until all of the limit is there again
  record Standing(Claim claim, long remaining, long resetMillis) {}
}
