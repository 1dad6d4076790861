package dev.corral.gateway.key;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Keys in DynamoDB. One item per key, and one per person with the ids of their keys, so that
/// listing and the bound on their number are exact: both change in one transaction and all reads
/// are consistent.
public final class KeyTable {
  /// Most items that DynamoDB reads in one batch.
  static final int BATCH = 100;

  private static final Logger LOG = Logger.getLogger(KeyTable.class);
  private static final int MOST_TRIES = 5;
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final DynamoDbClient dynamo;
  private final String table;

  public KeyTable(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// Stores the key, unless its owner has `most` already.
  boolean add(ApiKey key, int most) {
    Put put =
        Put.builder()
            .tableName(table)
            .item(KeyItem.write(key))
            .conditionExpression("attribute_not_exists(pk)")
            .build();
    Update count =
        ownersIds(key.owner().principal(), "ADD ids :ids", key.id())
            .conditionExpression("attribute_not_exists(ids) OR size(ids) < :most")
            .build();
    Map<String, AttributeValue> values = new HashMap<>(count.expressionAttributeValues());
    values.put(":most", AttributeValue.fromN(Integer.toString(most)));
    return transact(
        TransactWriteItem.builder().put(put).build(),
        TransactWriteItem.builder()
            .update(count.toBuilder().expressionAttributeValues(values).build())
            .build());
  }

  /// Removes the key if it is this person's. Someone else's and none at all are the same.
  boolean remove(String principal, String id) {
    Delete delete =
        Delete.builder()
            .tableName(table)
            .key(Map.of("pk", KeyItem.pk(id)))
            .conditionExpression("#owner = :owner")
            .expressionAttributeNames(Map.of("#owner", "owner"))
            .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(principal)))
            .build();
    return transact(
        TransactWriteItem.builder().delete(delete).build(),
        TransactWriteItem.builder()
            .update(ownersIds(principal, "DELETE ids :ids", id).build())
            .build());
  }

  /// Drops an id whose key DynamoDB has expired by itself.
  void forget(String principal, String id) {
    Update forget = ownersIds(principal, "DELETE ids :ids", id).build();
    transact(TransactWriteItem.builder().update(forget).build());
  }

  Optional<ApiKey> find(String id) {
    Map<String, AttributeValue> item = item(KeyItem.pk(id));
    return item.isEmpty() ? Optional.empty() : Optional.of(KeyItem.read(item));
  }

  /// Ids of this person's keys.
  List<String> ids(String principal) {
    AttributeValue ids = item(ownerOf(principal)).get("ids");
    return ids == null ? List.of() : ids.ss();
  }

  /// Those of the keys that are still there. There are never more than one batch holds.
  List<ApiKey> all(List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .consistentRead(true)
            .keys(ids.stream().map(id -> Map.of("pk", KeyItem.pk(id))).toList())
            .build();
    return call(() -> batch(Map.of(table, wanted)));
  }

  /// Asks again for what a throttled table left out: a key is gone only when the table says so.
  private List<ApiKey> batch(Map<String, KeysAndAttributes> wanted) {
    List<ApiKey> found = new ArrayList<>();
    Map<String, KeysAndAttributes> left = wanted;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      pauseBefore(tries);
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse answer = dynamo.batchGetItem(b -> b.requestItems(asked));
      answer.responses().getOrDefault(table, List.of()).stream()
          .map(KeyItem::read)
          .forEach(found::add);
      left = answer.unprocessedKeys();
      if (left.isEmpty()) {
        return found;
      }
    }
    throw SdkClientException.create("keys left unread after " + MOST_TRIES + " tries");
  }

  private static void pauseBefore(int tries) {
    if (tries == 0) {
      return;
    }
    try {
      Thread.sleep(PAUSE.multipliedBy(1L << tries));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted between tries");
    }
  }

  /// The item under this key; empty when there is none.
  Map<String, AttributeValue> item(AttributeValue pk) {
    return call(() ->
        dynamo.getItem(b -> b.tableName(table).key(Map.of("pk", pk)).consistentRead(true)).item());
  }

  private Update.Builder ownersIds(String principal, String expression, String id) {
    return Update.builder()
        .tableName(table)
        .key(Map.of("pk", ownerOf(principal)))
        .updateExpression(expression)
        .expressionAttributeValues(Map.of(":ids", AttributeValue.fromSs(List.of(id))));
  }

  /// Writes all or nothing; false when a condition did not hold.
  boolean transact(TransactWriteItem... items) {
    return call(() -> {
      try {
        dynamo.transactWriteItems(b -> b.transactItems(items));
        return true;
      } catch (TransactionCanceledException e) {
        if (e.cancellationReasons().stream()
            .anyMatch(r -> "ConditionalCheckFailed".equals(r.code()))) {
          return false;
        }
        throw e;
      }
    });
  }

  static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (SdkException e) {
      LOG.errorf("the key table does not answer: %s", e.getClass().getSimpleName());
      throw new ProblemException(new Problem.UpstreamUnavailable("key store", 2));
    }
  }

  /// The item that holds the ids of a person's keys.
  static AttributeValue ownerOf(String principal) {
    return AttributeValue.fromS("owner#" + principal);
  }
}
