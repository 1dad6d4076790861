package dev.corral.dispatcher.kill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// The switch as item `kill` of the control table; what happened once lies beside it for a year.
public final class KillTable implements KillStore {
  private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("kill"));
  private static final Duration REMEMBERED = Duration.ofDays(366);
  private static final String FAILED = "ConditionalCheckFailed";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;

  public KillTable(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// The part of a transaction that refuses it while killed.
  public static ConditionCheck check(String table) {
    return ConditionCheck.builder()
        .tableName(table)
        .key(KEY)
        .conditionExpression("attribute_not_exists(id) OR killed = :no")
        .expressionAttributeValues(Map.of(":no", AttributeValue.fromBool(false)))
        .build();
  }

  @Override
  public KillState read() {
    var item = dynamo.getItem(r -> r.tableName(table).key(KEY).consistentRead(true)).item();
    if (item.isEmpty()) {
      return KillState.armed();
    }
    var raised =
        instant(item, "at")
            .map(at ->
                new KillState.Raised(
                    at, text(item, "by"), text(item, "why"), instant(item, "verifiedAt")));
    var rearmed =
        instant(item, "armedAt").map(at -> new KillState.Rearmed(at, text(item, "armedBy")));
    long generation = Long.parseLong(value(item, "generation").n());
    return new KillState(generation, value(item, "killed").bool(), raised, rearmed);
  }

  @Override
  public boolean write(KillState read, KillState next) {
    Put put = put(read, next);
    try {
      dynamo.putItem(r ->
          r.tableName(table)
              .item(put.item())
              .conditionExpression(put.conditionExpression())
              .expressionAttributeValues(put.expressionAttributeValues()));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  @Override
  public Once writeOnce(KillState read, KillState next, OnceKey key) {
    Put once =
        Put.builder()
            .tableName(table)
            .item(
                Map.of(
                    "id", AttributeValue.fromS(key.text()),
                    "expiresAt",
                        AttributeValue.fromN(
                            Long.toString(clock.instant().plus(REMEMBERED).getEpochSecond()))))
            .conditionExpression("attribute_not_exists(id)")
            .build();
    try {
      dynamo.transactWriteItems(r -> r.transactItems(item(once), item(put(read, next))));
      return Once.WRITTEN;
    } catch (TransactionCanceledException e) {
      CancellationReason first = e.cancellationReasons().getFirst();
      return FAILED.equals(first.code()) ? Once.DONE_BEFORE : Once.CHANGED;
    }
  }

  private Put put(KillState read, KillState next) {
    var item = new HashMap<>(KEY);
    item.put("generation", number(next.generation()));
    item.put("killed", AttributeValue.fromBool(next.killed()));
    next.raised()
        .ifPresent(raised -> {
          item.put("at", AttributeValue.fromS(raised.at().toString()));
          item.put("by", AttributeValue.fromS(raised.by()));
          item.put("why", AttributeValue.fromS(raised.why()));
          raised
              .verifiedAt()
              .ifPresent(at -> item.put("verifiedAt", AttributeValue.fromS(at.toString())));
        });
    next.rearmed()
        .ifPresent(rearmed -> {
          item.put("armedAt", AttributeValue.fromS(rearmed.at().toString()));
          item.put("armedBy", AttributeValue.fromS(rearmed.by()));
        });
    String condition = "generation = :generation AND killed = :killed";
    return Put.builder()
        .tableName(table)
        .item(item)
        .conditionExpression(
            read.generation() == 0 ? "attribute_not_exists(id) OR " + condition : condition)
        .expressionAttributeValues(
            Map.of(
                ":generation", number(read.generation()),
                ":killed", AttributeValue.fromBool(read.killed())))
        .build();
  }

  private static TransactWriteItem item(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s).map(Instant::parse);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return value(item, name).s();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("the item `kill` lacks its attribute " + name);
    }
    return value;
  }
}
