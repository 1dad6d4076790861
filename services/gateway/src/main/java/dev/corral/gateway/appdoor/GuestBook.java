package dev.corral.gateway.appdoor;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// Tickets and sessions in DynamoDB, by the hash of their secret, so that every replica knows them
/// and nobody who reads the table can use them.
final class GuestBook {
  private static final Logger LOG = Logger.getLogger(GuestBook.class);
  private static final String KEY = "pk";
  private static final String TICKET = "ticket#";
  private static final String SESSION = "session#";
  private static final int RETRY_AFTER_SECONDS = 2;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;

  GuestBook(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// A ticket that lets this guest in once, in the browser that holds `nonce` alone.
  String ticket(Guest guest, String nonceHash, Duration life) {
    String secret = Secret.fresh();
    Map<String, AttributeValue> item = item(TICKET + Secret.hash(secret), guest, life);
    item.put("nonce", AttributeValue.fromS(nonceHash));
    put(item);
    return secret;
  }

  /// Takes a ticket away, whoever comes with it; empty for one that is used, over, or another
  /// browser's.
  Optional<Guest> redeem(String ticket, String nonce) {
    Map<String, AttributeValue> item = call(() -> take(TICKET + Secret.hash(ticket)));
    boolean fits = isAlive(item) && Secret.hash(nonce).equals(of(item, "nonce").s());
    return fits ? Optional.of(guest(item)) : Optional.empty();
  }

  private Map<String, AttributeValue> take(String pk) {
    try {
      return dynamo
          .deleteItem(b ->
              b.tableName(table)
                  .key(key(pk))
                  .conditionExpression("attribute_exists(pk)")
                  .returnValues(ReturnValue.ALL_OLD))
          .attributes();
    } catch (ConditionalCheckFailedException e) {
      return Map.of();
    }
  }

  /// A session, whose secret is told once.
  String open(Guest guest, Duration life) {
    String secret = Secret.fresh();
    put(item(SESSION + Secret.hash(secret), guest, life));
    return secret;
  }

  /// Whose session it is; empty for none.
  Optional<Guest> find(String session) {
    Map<String, AttributeValue> item =
        call(() ->
            dynamo
                .getItem(b ->
                    b.tableName(table)
                        .key(key(SESSION + Secret.hash(session)))
                        .consistentRead(true))
                .item());
    return isAlive(item) ? Optional.of(guest(item)) : Optional.empty();
  }

  void close(String session) {
    call(() -> dynamo.deleteItem(b -> b.tableName(table).key(key(SESSION + Secret.hash(session)))));
  }

  private Map<String, AttributeValue> item(String pk, Guest guest, Duration life) {
    Map<String, AttributeValue> item = new HashMap<>(key(pk));
    item.put("principal", AttributeValue.fromS(guest.id()));
    item.put("name", AttributeValue.fromS(guest.name()));
    item.put(
        "groups",
        AttributeValue.fromL(guest.groups().stream().sorted().map(AttributeValue::fromS).toList()));
    item.put("app", AttributeValue.fromS(guest.app()));
    item.put("uid", AttributeValue.fromS(guest.uid()));
    long ends = clock.instant().plus(life).getEpochSecond();
    item.put("ttl", AttributeValue.fromN(Long.toString(ends)));
    return item;
  }

  /// DynamoDB removes what is over only days later.
  private boolean isAlive(Map<String, AttributeValue> item) {
    return !item.isEmpty()
        && Instant.ofEpochSecond(Long.parseLong(of(item, "ttl").n())).isAfter(clock.instant());
  }

  private static Guest guest(Map<String, AttributeValue> item) {
    List<AttributeValue> groups = of(item, "groups").l();
    return new Guest(
        of(item, "principal").s(),
        of(item, "name").s(),
        Set.copyOf(groups.stream().map(AttributeValue::s).toList()),
        of(item, "app").s(),
        of(item, "uid").s());
  }

  private static AttributeValue of(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute), attribute);
  }

  private void put(Map<String, AttributeValue> item) {
    call(() -> dynamo.putItem(b -> b.tableName(table).item(item)));
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of(KEY, AttributeValue.fromS(pk));
  }

  private static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (SdkException e) {
      LOG.errorf("the table of sessions does not answer: %s", e.getClass().getSimpleName());
      throw new ProblemException(
          new Problem.UpstreamUnavailable("session store", RETRY_AFTER_SECONDS));
    }
  }
}
