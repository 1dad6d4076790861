package dev.corral.dispatcher.allowance;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The counts as items `launches#<principal>#<hour>` of the control table; each expires by itself.
public final class LaunchCountTable implements LaunchCounts {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS_KEPT = 3;

  private final DynamoDbClient dynamo;
  private final String table;

  public LaunchCountTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public int of(String principal, long hour) {
    var item =
        dynamo
            .getItem(r -> r.tableName(table).key(key(principal, hour)).consistentRead(true))
            .item();
    @Nullable AttributeValue count = item.get("launches");
    return count == null ? 0 : Integer.parseInt(count.n());
  }

  @Override
  public boolean add(String principal, long hour, int most) {
    try {
      dynamo.updateItem(r ->
          r.tableName(table)
              .key(key(principal, hour))
              .updateExpression("SET expiresAt = :expiresAt ADD launches :one")
              .conditionExpression("attribute_not_exists(launches) OR launches < :most")
              .expressionAttributeValues(
                  Map.of(
                      ":one", number(1),
                      ":most", number(most),
                      ":expiresAt", number((hour + HOURS_KEPT) * HOUR.toSeconds()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Override
  public void subtract(String principal, long hour) {
    try {
      dynamo.updateItem(r ->
          r.tableName(table)
              .key(key(principal, hour))
              .updateExpression("ADD launches :less")
              .conditionExpression("launches > :none")
              .expressionAttributeValues(Map.of(":less", number(-1), ":none", number(0))));
    } catch (ConditionalCheckFailedException e) {
      // It has expired meanwhile: there is nothing left to take back.
      return;
    }
  }

  private static Map<String, AttributeValue> key(String principal, long hour) {
    return Map.of("id", AttributeValue.fromS("launches#" + principal + "#" + hour));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
