package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.EventIds;
import dev.corral.dispatcher.event.Feed;
import dev.corral.dispatcher.event.FeedTable;
import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.event.Signal;
import dev.corral.dispatcher.event.StoredText;
import dev.corral.dispatcher.lead.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The records in DynamoDB. One write at a time, so that events become visible in the order of
/// their ids and a reader of the feed never has to look back.
public final class RecordBook implements Records {
  private static final String FAILED = "ConditionalCheckFailed";
  private static final int MOST_TRIES = 8;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final DynamoDbClient dynamo;
  private final RecordTables tables;
  private final Telling telling;
  private final Leadership leadership;
  private final List<WriteCondition> conditions;
  private final ReentrantLock oneWriter = new ReentrantLock(true);
  private long idsContinueFor = -1;

  /// What a transition is told with.
  public record Telling(Feed feed, EventIds ids, Signal signal) {}

  RecordBook(
      DynamoDbClient dynamo,
      RecordTables tables,
      Telling telling,
      Leadership leadership,
      List<WriteCondition> conditions) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.telling = telling;
    this.leadership = leadership;
    this.conditions = List.copyOf(conditions);
  }

  @Override
  public Optional<WorkloadRecord> find(String uid) {
    var item =
        dynamo.getItem(r ->
            r.tableName(tables.launches())
                .key(Map.of("uid", AttributeValue.fromS(uid)))
                .consistentRead(true));
    return item.hasItem()
        ? Optional.of(RecordJson.readRecord(StoredText.of(item.item(), "record")))
        : Optional.empty();
  }

  @Override
  public void commit(Change change) {
    oneWriter.lock();
    try {
      write(change);
    } finally {
      oneWriter.unlock();
    }
    telling.signal().raise();
  }

  private void write(Change change) {
    var checks = new ArrayList<TransactWriteItem>();
    var refusals = new ArrayList<RuntimeException>();
    for (WriteCondition condition : conditions) {
      condition
          .check(change)
          .ifPresent(check -> {
            checks.add(TransactWriteItem.builder().conditionCheck(check).build());
            refusals.add(condition.refusal());
          });
    }
    var items = new ArrayList<>(checks);
    items.addAll(puts(change));
    for (int tries = 1; ; tries++) {
      try {
        dynamo.transactWriteItems(r -> r.transactItems(List.copyOf(items)));
        return;
      } catch (TransactionCanceledException e) {
        refused(e, refusals, change);
        if (tries == MOST_TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private List<TransactWriteItem> puts(Change change) {
    var items = new ArrayList<TransactWriteItem>();
    items.add(put(recordPut(change)));
    if (change instanceof Change.Told told) {
      continueIds();
      LifecycleEvent event = told.event(telling.ids().next());
      String json = RecordJson.write(event);
      items.add(put(timelinePut(event, json)));
      items.add(put(FeedTable.put(tables.feed(), event.id(), json)));
    }
    return items;
  }

  /// A condition that failed is final; two transactions that met at one item are not.
  private static void refused(
      TransactionCanceledException e, List<RuntimeException> refusals, Change change) {
    List<CancellationReason> reasons = e.cancellationReasons();
    for (int i = 0; i < reasons.size(); i++) {
      if (FAILED.equals(reasons.get(i).code())) {
        throw i < refusals.size()
            ? refusals.get(i)
            : new StaleRecordException(change.after().uid());
      }
    }
    if (reasons.stream().noneMatch(reason -> "TransactionConflict".equals(reason.code()))) {
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Put recordPut(Change change) {
    WorkloadRecord after = change.after();
    var put =
        Put.builder()
            .tableName(tables.launches())
            .item(
                Map.of(
                    "uid", AttributeValue.fromS(after.uid()),
                    "subject", AttributeValue.fromS(after.subject()),
                    "createdAt", AttributeValue.fromS(RecordTables.sortable(after.createdAt())),
                    "state", AttributeValue.fromS(after.state().visible().wire()),
                    "version", AttributeValue.fromN(Long.toString(after.version())),
                    "record", AttributeValue.fromS(RecordJson.write(after))));
    return after.version() == 1
        ? put.conditionExpression("attribute_not_exists(uid)").build()
        : put.conditionExpression("version = :read")
            .expressionAttributeValues(
                Map.of(":read", AttributeValue.fromN(Long.toString(after.version() - 1))))
            .build();
  }

  private Put timelinePut(LifecycleEvent event, String json) {
    return Put.builder()
        .tableName(tables.timeline())
        .conditionExpression("attribute_not_exists(uid)")
        .item(
            Map.of(
                "uid", AttributeValue.fromS(event.data().uid()),
                "sequence", AttributeValue.fromN(Long.toString(event.data().sequence())),
                "event", AttributeValue.fromS(json)))
        .build();
  }

  /// Another replica may have told of something since we led last.
  private void continueIds() {
    long generation = leadership.generation();
    if (idsContinueFor != generation) {
      telling.feed().newest().ifPresent(telling.ids()::continueAfter);
      idsContinueFor = generation;
    }
  }

  private static TransactWriteItem put(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }
}
