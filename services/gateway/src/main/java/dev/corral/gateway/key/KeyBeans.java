package dev.corral.gateway.key;

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
  KeyRing ring(DynamoDbClient dynamo, TableConfig tables, KeyConfig keys, Clock clock) {
    return new KeyRing(
        new KeyTable(dynamo, tables.prefix() + "keys"), keys, clock, new SecureRandom());
  }
}
