package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.event.StoredText;
import dev.corral.dispatcher.resource.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads what was written about workloads: by name, by state, and the timeline of one.
public final class RecordArchive {
  private static final int MOST = 200;
  private static final int LONGEST_TIMELINE = 1000;

  private final DynamoDbClient dynamo;
  private final RecordTables tables;

  public RecordArchive(DynamoDbClient dynamo, RecordTables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  /// The newest record of a workload with this name.
  public Optional<WorkloadRecord> latest(WorkloadKind kind, String name) {
    return byIndex("by-subject", "subject", kind.wire() + "/" + name, 1).stream().findFirst();
  }

  /// The newest records in a state, of models and apps alike, at most 200.
  public List<WorkloadRecord> inState(String state) {
    return byIndex("by-state", "state", state, MOST);
  }

  /// The last 1000 events of one workload, oldest first.
  public List<LifecycleEvent> timeline(String uid) {
    var newestFirst =
        dynamo.query(r ->
            r.tableName(tables.timeline())
                .keyConditionExpression("uid = :uid")
                .expressionAttributeValues(Map.of(":uid", AttributeValue.fromS(uid)))
                .scanIndexForward(false)
                .limit(LONGEST_TIMELINE)
                .consistentRead(true));
    return newestFirst.items().reversed().stream()
        .map(item -> RecordJson.readEvent(StoredText.of(item, "event")))
        .toList();
  }

  private List<WorkloadRecord> byIndex(String index, String key, String value, int limit) {
    var answer =
        dynamo.query(r ->
            r.tableName(tables.launches())
                .indexName(index)
                .keyConditionExpression("#key = :value")
                .expressionAttributeNames(Map.of("#key", key))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)))
                .scanIndexForward(false)
                .limit(limit));
    return answer.items().stream()
        .map(item -> RecordJson.readRecord(StoredText.of(item, "record")))
        .toList();
  }
}
