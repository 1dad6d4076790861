package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lead.FenceTable;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.lead.NotLeadingException;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;

/// Only the newest leader writes, whatever an older one believes of itself.
record Fenced(Leadership leadership, String table) implements WriteCondition {
  @Override
  public Optional<ConditionCheck> check(Change change) {
    leadership.require();
    return Optional.of(FenceTable.check(table, leadership.generation()));
  }

  @Override
  public RuntimeException refusal() {
    return new NotLeadingException();
  }
}
