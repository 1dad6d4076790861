package dev.corral.local.kubernetes.karpenter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The next thing to do for a claim.
sealed interface ClaimStep {
  /// Nothing, until then.
  record Wait(Duration delay) implements ClaimStep {}

  /// Take it on: finalizer and first conditions.
  record Adopt() implements ClaimStep {}

  record Launch() implements ClaimStep {}

  /// The node appears.
  record Register() implements ClaimStep {}

  /// The node is ready.
  record Initialize() implements ClaimStep {}

  /// Begin its end.
  ///
  /// @param failedToRegister whether the pool is to be blamed
  record Delete(boolean failedToRegister) implements ClaimStep {}

  /// Begin the end of an empty one.
  record Consolidate() implements ClaimStep {}

  /// Its instance went behind our back: there is nothing to be gentle with.
  record GiveUp() implements ClaimStep {}

  /// Settle by when its pods must be gone.
  record SetDeadline(Instant deadline) implements ClaimStep {}

  /// Keep new pods away and mark the node as going.
  record BeginDrain() implements ClaimStep {}

  /// Nothing that may be done makes the last pods go; time will.
  record AwaitPods() implements ClaimStep {}

  record EndPods(List<Drain.Ending> endings) implements ClaimStep {}

  /// The last pod has gone.
  record NoteDrained() implements ClaimStep {}

  record EndInstance() implements ClaimStep {}

  record DropNode() implements ClaimStep {}

  /// Let go of the claim.
  record Release() implements ClaimStep {}
}
