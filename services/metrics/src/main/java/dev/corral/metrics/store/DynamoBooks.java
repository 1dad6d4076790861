package dev.corral.metrics.store;

import dev.corral.metrics.ledger.Books;
import dev.corral.metrics.ledger.Period;
import dev.corral.metrics.ledger.Rollup;
import dev.corral.metrics.ledger.RollupKey;
import dev.corral.metrics.ledger.Subject;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads the books. A person's accounts are one query; everybody's are one query a day.
public final class DynamoBooks implements Books {

  private final DynamoDbClient client;
  private final Tables tables;

  /// @param tables where the books are
  public DynamoBooks(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Collection<Subject> subjects() {
    return reading(() ->
        client
            .scanPaginator(it -> it.tableName(tables.subjects()).consistentRead(true))
            .items()
            .stream()
            .map(SubjectItem::read)
            .toList());
  }

  @Override
  public Map<RollupKey, Rollup> rollups(Period period, Optional<String> principal) {
    var queries = principal.map(it -> Stream.of(own(it))).orElseGet(() -> days(period));
    return reading(() -> {
      var rollups = new HashMap<RollupKey, Rollup>();
      queries
          .map(query -> within(period, query))
          .flatMap(query -> client.queryPaginator(query).items().stream())
          .forEach(item -> rollups.put(RollupItem.readKey(item), RollupItem.read(item)));
      return rollups;
    });
  }

  private QueryRequest.Builder own(String principal) {
    return QueryRequest.builder()
        .consistentRead(true)
        .keyConditionExpression("principal = :partition AND account BETWEEN :from AND :to")
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(principal)));
  }

  private Stream<QueryRequest.Builder> days(Period period) {
    return Stream.iterate(
            period.from().truncatedTo(ChronoUnit.DAYS),
            day -> day.isBefore(period.to()),
            day -> day.plus(1, ChronoUnit.DAYS))
        .map(day ->
            QueryRequest.builder()
                .indexName(Tables.BY_DAY)
                .keyConditionExpression("#day = :partition AND account BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#day", "day"))
                .expressionAttributeValues(
                    Map.of(":partition", AttributeValue.fromS(RollupItem.day(day)))));
  }

  private QueryRequest within(Period period, QueryRequest.Builder query) {
    var values = new HashMap<>(query.build().expressionAttributeValues());
    values.put(":from", AttributeValue.fromS(RollupItem.account(period.from())));
    values.put(":to", AttributeValue.fromS(RollupItem.account(period.to())));
    return query.tableName(tables.rollups()).expressionAttributeValues(values).build();
  }

  private static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (SdkException | UncheckedIOException e) {
      throw new Unreadable(e);
    }
  }
}
