package dev.corral.dispatcher.record;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;

/// What must hold elsewhere for a record to be written, checked in the same transaction.
interface WriteCondition {
  /// The check, if this change needs it.
  Optional<ConditionCheck> check(Change change);

  /// What is thrown when it does not hold.
  RuntimeException refusal();
}
