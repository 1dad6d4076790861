package dev.corral.gateway.key;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Keys of apps, in the table of all keys: beside the key itself one item per app that leads to it,
/// and their ids apart from those that the person made, so that apps do not use up a person's keys.
public final class AppKeyTable {
  private static final String IDS = "appIds";

  private final DynamoDbClient dynamo;
  private final String table;
  private final KeyTable keys;

  AppKeyTable(DynamoDbClient dynamo, String table, KeyTable keys) {
    this.dynamo = dynamo;
    this.table = table;
    this.keys = keys;
  }

  /// Stores the key of its app, over the one that the app had before.
  ///
  /// @return false when the id is another's, the app another owner's, or there are too many
  boolean put(ApiKey key, ApiKey.OfApp app) {
    return keys.transact(
        TransactWriteItem.builder().put(item(key, app)).build(),
        TransactWriteItem.builder().put(pointer(key, app)).build(),
        TransactWriteItem.builder().update(count(key)).build());
  }

  /// Removes the key of the app; nothing happens when it has none.
  void remove(String appUid) {
    Map<String, AttributeValue> pointer = keys.item(appOf(appUid));
    if (pointer.isEmpty()) {
      return;
    }
    String id = KeyItem.text(pointer, "id");
    String owner = KeyItem.text(pointer, "owner");
    keys.transact(
        TransactWriteItem.builder().delete(gone(KeyItem.pk(id))).build(),
        TransactWriteItem.builder().delete(gone(appOf(appUid))).build(),
        TransactWriteItem.builder()
            .update(
                Update.builder()
                    .tableName(table)
                    .key(Map.of("pk", KeyTable.ownerOf(owner)))
                    .updateExpression("DELETE " + IDS + " :id")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromSs(List.of(id))))
                    .build())
            .build());
  }

  /// The keys of this person's apps.
  List<ApiKey> of(String principal) {
    return Optional.ofNullable(keys.item(KeyTable.ownerOf(principal)).get(IDS))
        .map(ids -> keys.all(ids.ss()))
        .orElse(List.of());
  }

  /// The groups that this person had when they last launched an app.
  List<String> groups(String principal) {
    var person = keys.item(KeyTable.ownerOf(principal));
    return person.containsKey("groups") ? KeyItem.texts(person, "groups") : List.of();
  }

  /// Remembers the groups for the keys of apps that this person launches.
  void remember(String principal, List<String> groups) {
    KeyTable.call(() ->
        dynamo.updateItem(b ->
            b.tableName(table)
                .key(Map.of("pk", KeyTable.ownerOf(principal)))
                .updateExpression("SET #groups = :groups")
                .expressionAttributeNames(Map.of("#groups", "groups"))
                .expressionAttributeValues(Map.of(":groups", KeyItem.list(groups)))));
  }

  private Put item(ApiKey key, ApiKey.OfApp app) {
    return Put.builder()
        .tableName(table)
        .item(KeyItem.write(key))
        .conditionExpression("attribute_not_exists(pk) OR appUid = :uid")
        .expressionAttributeValues(Map.of(":uid", AttributeValue.fromS(app.uid())))
        .build();
  }

  private Put pointer(ApiKey key, ApiKey.OfApp app) {
    AttributeValue owner = AttributeValue.fromS(key.owner().principal());
    AttributeValue id = AttributeValue.fromS(key.id());
    return Put.builder()
        .tableName(table)
        .item(Map.of("pk", appOf(app.uid()), "id", id, "owner", owner))
        .conditionExpression("attribute_not_exists(pk) OR (#owner = :owner AND id = :id)")
        .expressionAttributeNames(Map.of("#owner", "owner"))
        .expressionAttributeValues(Map.of(":owner", owner, ":id", id))
        .build();
  }

  private Update count(ApiKey key) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":ids", AttributeValue.fromSs(List.of(key.id())));
    values.put(":id", AttributeValue.fromS(key.id()));
    values.put(":most", AttributeValue.fromN(Integer.toString(KeyTable.BATCH)));
    return Update.builder()
        .tableName(table)
        .key(Map.of("pk", KeyTable.ownerOf(key.owner().principal())))
        .updateExpression("ADD " + IDS + " :ids")
        .conditionExpression(
            "attribute_not_exists(appIds) OR size(appIds) < :most OR contains(appIds, :id)")
        .expressionAttributeValues(values)
        .build();
  }

  private Delete gone(AttributeValue pk) {
    return Delete.builder().tableName(table).key(Map.of("pk", pk)).build();
  }

  private static AttributeValue appOf(String uid) {
    return AttributeValue.fromS("app#" + uid);
  }
}
