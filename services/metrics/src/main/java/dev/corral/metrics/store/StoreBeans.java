package dev.corral.metrics.store;

import dev.corral.metrics.ledger.Books;
import dev.corral.metrics.ledger.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Wires the store, and the clock that everything reads.
final class StoreBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @ApplicationScoped
  Journal journal(DynamoDbClient client, StoreConfig config, Clock clock) {
    return new DynamoJournal(
        client, Tables.prefixed(config.prefix()), config.factRetention(), clock);
  }

  @Produces
  @ApplicationScoped
  Books books(DynamoDbClient client, StoreConfig config) {
    return new DynamoBooks(client, Tables.prefixed(config.prefix()));
  }
}
