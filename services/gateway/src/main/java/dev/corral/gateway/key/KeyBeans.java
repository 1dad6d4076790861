package dev.corral.gateway.key;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.session.ClusterConfig;
import dev.corral.gateway.session.ClusterKeys;
import dev.corral.gateway.session.ServiceCallers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Puts the key ring together.
@ApplicationScoped
class KeyBeans {
  @Produces
  @Singleton
  KeyTable table(DynamoDbClient dynamo, TableConfig tables) {
    return new KeyTable(dynamo, tables.prefix() + "keys");
  }

  @Produces
  @Singleton
  AppKeyTable appKeys(DynamoDbClient dynamo, TableConfig tables, KeyTable table) {
    return new AppKeyTable(dynamo, tables.prefix() + "keys", table);
  }

  @Produces
  @Singleton
  KeyRing ring(KeyTable table, AppKeyTable appKeys, KeyConfig keys, Clock clock) {
    return new KeyRing(table, appKeys, keys, clock, new SecureRandom());
  }

  @Produces
  @Singleton
  Budgets budgets(BudgetConfig config) {
    return new Budgets(config);
  }

  @Produces
  @Singleton
  AppKeyRing appKeyRing(AppKeyTable appKeys, Clock clock) {
    return new AppKeyRing(appKeys, clock);
  }

  @Produces
  @Singleton
  ServiceDoor serviceDoor(ObjectMapper json, ClusterConfig cluster) {
    var callers =
        cluster
            .issuer()
            .map(issuer ->
                new ServiceCallers(
                    issuer, cluster.namespace(), new ClusterKeys(issuer, cluster.caFile())));
    return new ServiceDoor(json, callers);
  }
}
