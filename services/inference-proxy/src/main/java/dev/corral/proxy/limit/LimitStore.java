package dev.corral.proxy.limit;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Counts what is used.
public interface LimitStore {

  /// Takes all claims or nothing. A failed stage means that the store could not be asked.
  ///
  /// @param lease names the request; it holds its streams until it is settled
  CompletionStage<Entry> take(String lease, List<Claim> claims);

  /// Gives the streams back and corrects the tokens to those that were used.
  ///
  /// @param second when the claims were granted; negative when it is not known here
  CompletionStage<Void> settle(String lease, List<Claim> claims, long second, long tokens);

  /// Undoes a grant.
  CompletionStage<Void> undo(String lease, List<Claim> claims, long second);

  /// These requests still run: their streams are held on.
  CompletionStage<Void> renew(Collection<Held> running);

  /// A request in progress with its claims.
  record Held(String lease, List<Claim> claims) {}
}
