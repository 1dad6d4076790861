package dev.corral.dispatcher.lead;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The fence as item `leader` of the control table.
public final class FenceTable implements Fence {
  private static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.fromS("leader"));

  private final DynamoDbClient dynamo;
  private final String table;

  public FenceTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// The part of a transaction that refuses it to a leader of the past.
  public static ConditionCheck check(String table, long generation) {
    return ConditionCheck.builder()
        .tableName(table)
        .key(KEY)
        .conditionExpression("attribute_not_exists(id) OR generation <= :mine")
        .expressionAttributeValues(Map.of(":mine", number(generation)))
        .build();
  }

  @Override
  public long newest() {
    var item = dynamo.getItem(r -> r.tableName(table).key(KEY).consistentRead(true)).item();
    AttributeValue generation = item.get("generation");
    return generation == null ? 0 : Long.parseLong(generation.n());
  }

  @Override
  public boolean claim(long generation) {
    try {
      dynamo.updateItem(r ->
          r.tableName(table)
              .key(KEY)
              .updateExpression("SET generation = :mine")
              .conditionExpression("attribute_not_exists(id) OR generation < :mine")
              .expressionAttributeValues(Map.of(":mine", number(generation))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
