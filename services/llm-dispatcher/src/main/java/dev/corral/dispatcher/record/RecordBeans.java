package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.EventIds;
import dev.corral.dispatcher.event.Feed;
import dev.corral.dispatcher.event.Signal;
import dev.corral.dispatcher.lead.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Wires the records.
@ApplicationScoped
public class RecordBeans {
  @Produces
  @Singleton
  RecordTables tables(
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix) {
    return new RecordTables(prefix);
  }

  @Produces
  @Singleton
  Records records(
      DynamoDbClient dynamo,
      RecordTables tables,
      RecordBook.Telling telling,
      Leadership leadership) {
    List<WriteCondition> conditions =
        List.of(new Fenced(leadership, tables.control()), new NotKilled(tables.control()));
    return new RecordBook(dynamo, tables, telling, leadership, conditions);
  }

  @Produces
  @Singleton
  RecordBook.Telling telling(Feed feed, EventIds ids, Signal signal) {
    return new RecordBook.Telling(feed, ids, signal);
  }

  @Produces
  @Singleton
  RecordArchive archive(DynamoDbClient dynamo, RecordTables tables) {
    return new RecordArchive(dynamo, tables);
  }

  @Produces
  @Singleton
  Histories histories(RecordArchive archive, Clock clock) {
    return new FamilyHistories(archive, clock);
  }
}
