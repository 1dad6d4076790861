package dev.corral.dispatcher.record;

import dev.corral.dispatcher.kill.KillTable;
import dev.corral.dispatcher.kill.KilledException;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;

/// No launch begins while killed.
record NotKilled(String table) implements WriteCondition {
  @Override
  public Optional<ConditionCheck> check(Change change) {
    return change.begins() ? Optional.of(KillTable.check(table)) : Optional.empty();
  }

  @Override
  public RuntimeException refusal() {
    return new KilledException();
  }
}
