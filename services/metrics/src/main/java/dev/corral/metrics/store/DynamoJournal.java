package dev.corral.metrics.store;

import dev.corral.metrics.ledger.Event;
import dev.corral.metrics.ledger.Journal;
import dev.corral.metrics.ledger.SubjectChange;
import dev.corral.metrics.ledger.Usage;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Posts each event in one transaction: its facts, which must be new, and what it changes. A
/// duplicate cancels the whole.
public final class DynamoJournal implements Journal {

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> HOPELESS =
      Set.of("ValidationError", "ItemCollectionSizeLimitExceeded", "ValidationException");

  private final DynamoDbClient client;
  private final Tables tables;
  private final Duration factRetention;
  private final Clock clock;

  /// @param factRetention for how long duplicates are recognised
  public DynamoJournal(DynamoDbClient client, Tables tables, Duration factRetention, Clock clock) {
    this.client = client;
    this.tables = tables;
    this.factRetention = factRetention;
    this.clock = clock;
  }

  @Override
  public Posting post(Event event) {
    return switch (event) {
      case Usage usage ->
          commit(usage, RollupItem.update(tables.rollups(), usage)).orElse(Posting.DUPLICATE);
      case SubjectChange change -> post(change);
    };
  }

  /// A later version of a subject never gives way, so a late change is a fact and nothing else.
  private Posting post(SubjectChange change) {
    var posted = commit(change, SubjectItem.replaceOlder(tables.subjects(), change.subject()));
    if (posted.isPresent()) {
      return posted.get();
    }
    return commit(change, SubjectItem.isNewer(tables.subjects(), change.subject()))
        .map(it -> it == Posting.RECORDED ? Posting.LATE : it)
        .orElseThrow(
            () -> new IllegalStateException("neither older nor newer: " + change.factKeys()));
  }

  /// @return nothing when the facts are new but the effect's own condition failed
  private Optional<Posting> commit(Event event, TransactWriteItem effect) {
    var items = new ArrayList<TransactWriteItem>();
    event.factKeys().forEach(key -> items.add(fact(key, event)));
    items.add(effect);
    try {
      client.transactWriteItems(it -> it.transactItems(items));
      return Optional.of(Posting.RECORDED);
    } catch (TransactionCanceledException e) {
      return cancelled(e, event.factKeys().size());
    } catch (DynamoDbException e) {
      throw failure(e, e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode());
    } catch (SdkException | UncheckedIOException e) {
      throw new Unavailable(e);
    }
  }

  private static Optional<Posting> cancelled(TransactionCanceledException e, int facts) {
    var codes = e.cancellationReasons().stream().map(CancellationReason::code).toList();
    if (codes.stream().limit(facts).anyMatch(CONDITION_FAILED::equals)) {
      return Optional.of(Posting.DUPLICATE);
    }
    if (codes.stream().skip(facts).anyMatch(CONDITION_FAILED::equals)) {
      return Optional.empty();
    }
    throw failure(e, codes.stream().filter(HOPELESS::contains).findFirst().orElse(""));
  }

  private static RuntimeException failure(DynamoDbException e, String code) {
    return HOPELESS.contains(code) ? new Rejected(e) : new Unavailable(e);
  }

  private TransactWriteItem fact(String key, Event event) {
    var expiresAt = clock.instant().plus(factRetention).getEpochSecond();
    var item =
        Map.of(
            "fact", AttributeValue.fromS(key),
            "at", AttributeValue.fromS(event.at().toString()),
            "expiresAt", AttributeValue.fromN(Long.toString(expiresAt)));
    var put =
        Put.builder()
            .tableName(tables.facts())
            .item(item)
            .conditionExpression("attribute_not_exists(fact)")
            .build();
    return TransactWriteItem.builder().put(put).build();
  }
}
