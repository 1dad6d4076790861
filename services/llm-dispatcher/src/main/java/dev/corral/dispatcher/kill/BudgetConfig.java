package dev.corral.dispatcher.kill;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// Where budget messages come from, and which of them count.
@ConfigMapping(prefix = "corral.budget")
public interface BudgetConfig {
  /// The queue that is subscribed to the budget's topic, and to nothing else.
  @WithDefault("corral-budget")
  String queue();

  /// The budget that ends all launches when it is exceeded; without it no message counts.
  Optional<String> name();

  /// The topics whose messages count; without one none does.
  Optional<List<String>> topicArns();
}
