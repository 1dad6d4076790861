package dev.corral.dispatcher.discovery;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The snapshot as one item of the control table.
final class ControlTable implements SnapshotStore {
  private static final Logger LOG = Logger.getLogger(ControlTable.class);
  private static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.fromS("discovery#bedrock"));
  private static final String SAME_ROUND = "triedAt = :round";

  private final DynamoDbClient dynamo;
  private final String table;

  ControlTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public Stored read() {
    var item = dynamo.getItem(r -> r.tableName(table).key(KEY).consistentRead(true)).item();
    if (item.isEmpty()) {
      return Stored.NOTHING;
    }
    return new Stored(
        snapshot(item.get("snapshot")),
        text(item, "refreshedAt").map(Instant::parse),
        text(item, "triedAt").map(Instant::parse),
        text(item, "error"));
  }

  @Override
  public boolean begin(Stored seen, Instant at) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":at", AttributeValue.fromS(at.toString()));
    seen.triedAt().ifPresent(was -> values.put(":was", AttributeValue.fromS(was.toString())));
    String condition = seen.triedAt().isPresent() ? "triedAt = :was" : "attribute_not_exists(id)";
    return update("SET triedAt = :at REMOVE #error", condition, values);
  }

  @Override
  public boolean keep(Instant round, Snapshot snapshot) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":round", AttributeValue.fromS(round.toString()));
    values.put(
        ":snapshot",
        AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(SnapshotJson.write(snapshot))));
    String keep = "SET refreshedAt = :round, #snapshot = :snapshot REMOVE #error";
    return update(keep, SAME_ROUND, values);
  }

  @Override
  public void failed(Instant round, String why) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":round", AttributeValue.fromS(round.toString()));
    values.put(":why", AttributeValue.fromS(why));
    update("SET #error = :why", SAME_ROUND, values);
  }

  private boolean update(String what, String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.updateItem(r -> {
        r.tableName(table).key(KEY).updateExpression(what).conditionExpression(condition);
        r.expressionAttributeValues(values);
        r.expressionAttributeNames(names(what));
      });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /// Of the names that DynamoDB keeps for itself, those in use here.
  private static Map<String, String> names(String expression) {
    return Stream.of("error", "snapshot")
        .filter(name -> expression.contains("#" + name))
        .collect(Collectors.toMap(name -> "#" + name, name -> name));
  }

  /// What cannot be read is found anew; losing it costs the tombstones, not a model.
  private static Snapshot snapshot(@Nullable AttributeValue stored) {
    if (stored == null || stored.b() == null) {
      return Snapshot.NOTHING;
    }
    try {
      return SnapshotJson.read(stored.b().asByteArrayUnsafe());
    } catch (IOException e) {
      LOG.errorf("the stored snapshot of Bedrock cannot be read: %s", e.getClass().getSimpleName());
      return Snapshot.NOTHING;
    }
  }

  private static Optional<String> text(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s);
  }
}
