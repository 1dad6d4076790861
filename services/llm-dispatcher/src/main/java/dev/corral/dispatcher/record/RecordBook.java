package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.EventIds;
import dev.corral.dispatcher.event.Feed;
import dev.corral.dispatcher.event.FeedTable;
import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.event.Signal;
import dev.corral.dispatcher.event.StoredText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The records in DynamoDB. One write at a time, so that events become visible in the order of
/// their ids and a reader of the feed never has to look back.
public final class RecordBook implements Records {
  private final DynamoDbClient dynamo;
  private final RecordTables tables;
  private final Feed feed;
  private final EventIds ids;
  private final Signal signal;
  private final ReentrantLock oneWriter = new ReentrantLock(true);
  private boolean idsContinue;

  public RecordBook(
      DynamoDbClient dynamo, RecordTables tables, Feed feed, EventIds ids, Signal signal) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.feed = feed;
    this.ids = ids;
    this.signal = signal;
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
    } catch (TransactionCanceledException e) {
      boolean outdated =
          e.cancellationReasons().stream().anyMatch(r -> "ConditionalCheckFailed".equals(r.code()));
      throw outdated ? new StaleRecordException(change.after().uid()) : e;
    } finally {
      oneWriter.unlock();
    }
    signal.raise();
  }

  private void write(Change change) {
    var items = new ArrayList<TransactWriteItem>();
    items.add(put(recordPut(change)));
    if (change instanceof Change.Told told) {
      continueIds();
      LifecycleEvent event = told.event(ids.next());
      String json = RecordJson.write(event);
      items.add(put(timelinePut(event, json)));
      items.add(put(FeedTable.put(tables.feed(), event.id(), json)));
    }
    dynamo.transactWriteItems(r -> r.transactItems(List.copyOf(items)));
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

  private void continueIds() {
    if (!idsContinue) {
      feed.newest().ifPresent(ids::continueAfter);
      idsContinue = true;
    }
  }

  private static TransactWriteItem put(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }
}
