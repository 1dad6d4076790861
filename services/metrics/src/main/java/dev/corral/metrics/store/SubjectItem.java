package dev.corral.metrics.store;

import dev.corral.metrics.ledger.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// How a subject is written and read.
final class SubjectItem {

  private static final Map<String, String> SEQUENCE = Map.of("#sequence", "sequence");

  private SubjectItem() {}

  /// Writes the subject unless a later version is there.
  static TransactWriteItem replaceOlder(String table, Subject subject) {
    var put =
        Put.builder()
            .tableName(table)
            .item(write(subject))
            .conditionExpression("attribute_not_exists(uid) OR #sequence < :sequence")
            .expressionAttributeNames(SEQUENCE)
            .expressionAttributeValues(Map.of(":sequence", sequence(subject)))
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  /// Requires that this version or a later one is there.
  static TransactWriteItem isNewer(String table, Subject subject) {
    var check =
        ConditionCheck.builder()
            .tableName(table)
            .key(Map.of("uid", AttributeValue.fromS(subject.uid())))
            .conditionExpression("#sequence >= :sequence")
            .expressionAttributeNames(SEQUENCE)
            .expressionAttributeValues(Map.of(":sequence", sequence(subject)))
            .build();
    return TransactWriteItem.builder().conditionCheck(check).build();
  }

  static Subject read(Map<String, AttributeValue> item) {
    var sharedWith = item.get("sharedWith");
    return new Subject(
        Subject.Kind.valueOf(text(item, "kind")),
        text(item, "uid"),
        Long.parseLong(Items.require(item, "sequence").n()),
        text(item, "name"),
        text(item, "owner"),
        sharedWith == null ? Set.of() : Set.copyOf(sharedWith.ss()),
        Subject.State.valueOf(text(item, "state")));
  }

  private static Map<String, AttributeValue> write(Subject subject) {
    var item = new HashMap<String, AttributeValue>();
    item.put("kind", AttributeValue.fromS(subject.kind().name()));
    item.put("uid", AttributeValue.fromS(subject.uid()));
    item.put("sequence", sequence(subject));
    item.put("name", AttributeValue.fromS(subject.name()));
    item.put("owner", AttributeValue.fromS(subject.owner()));
    item.put("state", AttributeValue.fromS(subject.state().name()));
    if (!subject.sharedWith().isEmpty()) {
      item.put(
          "sharedWith", AttributeValue.fromSs(subject.sharedWith().stream().sorted().toList()));
    }
    return item;
  }

  private static AttributeValue sequence(Subject subject) {
    return AttributeValue.fromN(Long.toString(subject.sequence()));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Items.require(item, name).s();
  }
}
