package dev.corral.dispatcher.allowance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Wires the allowance.
@ApplicationScoped
public class AllowanceBeans {
  @Produces
  @Singleton
  LaunchAllowance allowance(
      DynamoDbClient dynamo,
      Clock clock,
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix,
      @ConfigProperty(name = "corral.launch.per-hour", defaultValue = "30") int perHour) {
    return new LaunchAllowance(new LaunchCountTable(dynamo, prefix + "control"), perHour, clock);
  }
}
