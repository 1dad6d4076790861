package dev.corral.dispatcher.event;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The feed in DynamoDB. An event lies in the sparse index `outbox` until it has been sent; only
/// then it gets an expiry, so that nothing expires unsent.
public final class FeedTable implements Feed {
  private static final String KEY = "lifecycle";
  private static final Duration KEPT = Duration.ofDays(30);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;

  public FeedTable(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// The write of a new event, as part of the transaction that tells of it.
  public static Put put(String table, String id, String json) {
    return Put.builder()
        .tableName(table)
        .conditionExpression("attribute_not_exists(id)")
        .item(
            Map.of(
                "feed", AttributeValue.fromS(KEY),
                "id", AttributeValue.fromS(id),
                "outbox", AttributeValue.fromS("unsent"),
                "event", AttributeValue.fromS(json)))
        .build();
  }

  @Override
  public List<Entry> after(String id, int limit) {
    return entries(
        query("feed = :feed AND id > :id")
            .expressionAttributeValues(
                Map.of(":feed", AttributeValue.fromS(KEY), ":id", AttributeValue.fromS(id)))
            .limit(limit)
            .build());
  }

  @Override
  public Optional<String> newest() {
    return entries(
            query("feed = :feed")
                .expressionAttributeValues(Map.of(":feed", AttributeValue.fromS(KEY)))
                .scanIndexForward(false)
                .limit(1)
                .build())
        .stream()
        .map(Entry::id)
        .findFirst();
  }

  @Override
  public List<Entry> unsent(int limit) {
    return entries(
        QueryRequest.builder()
            .tableName(table)
            .indexName("outbox")
            .keyConditionExpression("outbox = :unsent")
            .expressionAttributeValues(Map.of(":unsent", AttributeValue.fromS("unsent")))
            .limit(limit)
            .build());
  }

  @Override
  public void sent(String id) {
    long expiresAt = clock.instant().plus(KEPT).getEpochSecond();
    dynamo.updateItem(r ->
        r.tableName(table)
            .key(Map.of("feed", AttributeValue.fromS(KEY), "id", AttributeValue.fromS(id)))
            .updateExpression("REMOVE outbox SET expiresAt = :expiresAt")
            .expressionAttributeValues(
                Map.of(":expiresAt", AttributeValue.fromN(Long.toString(expiresAt)))));
  }

  private QueryRequest.Builder query(String condition) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression(condition);
  }

  private List<Entry> entries(QueryRequest request) {
    return dynamo.query(request).items().stream()
        .map(item -> new Entry(StoredText.of(item, "id"), StoredText.of(item, "event")))
        .toList();
  }
}
