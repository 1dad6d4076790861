package dev.corral.metrics.store;

import dev.corral.metrics.ledger.Distribution;
import dev.corral.metrics.ledger.Rollup;
import dev.corral.metrics.ledger.RollupKey;
import dev.corral.metrics.ledger.Traffic;
import dev.corral.metrics.ledger.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// How an account is written and read: one number per attribute, because numbers can be added to
/// without reading them.
final class RollupItem {

  private static final char SEPARATOR = '#';

  private RollupItem() {}

  /// Adds a request to its account.
  static TransactWriteItem update(String table, Usage usage) {
    var names = new HashMap<String, String>();
    var values = new HashMap<String, AttributeValue>();
    numbers(usage.rollup())
        .forEach((name, number) -> {
          names.put("#" + name, name);
          values.put(":" + name, AttributeValue.fromN(Long.toString(number)));
        });
    var additions =
        names.keySet().stream()
            .map(name -> name + " :" + name.substring(1))
            .collect(Collectors.joining(", "));
    names.put("#day", "day");
    values.put(":day", AttributeValue.fromS(day(usage.rollupKey().hour())));
    var update =
        Update.builder()
            .tableName(table)
            .key(key(usage.rollupKey()))
            .updateExpression("SET #day = :day ADD " + additions)
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .build();
    return TransactWriteItem.builder().update(update).build();
  }

  static RollupKey readKey(Map<String, AttributeValue> item) {
    var account = Items.require(item, "account").s();
    var separator = account.indexOf(SEPARATOR);
    return new RollupKey(
        Instant.parse(account.substring(0, separator)),
        account.substring(separator + 1),
        Items.require(item, "principal").s());
  }

  static Rollup read(Map<String, AttributeValue> item) {
    var traffic =
        new Traffic(
            Items.number(item, "requests"),
            Items.number(item, "tokensIn"),
            Items.number(item, "tokensOut"),
            Items.number(item, "estimated"),
            Items.number(item, "errors"),
            Items.number(item, "cancelled"),
            Items.number(item, "unknown"),
            Items.number(item, "coldStarts"),
            new Usage.Parts(
                Items.number(item, "tokensCached"),
                Items.number(item, "tokensCacheWritten"),
                Items.number(item, "tokensReasoning")));
    return new Rollup(
        traffic,
        distribution(item, "ttft"),
        distribution(item, "generation"),
        distribution(item, "queue"),
        Items.number(item, "timedTokens"));
  }

  /// The sort key from which an hour's accounts start.
  static String account(Instant hour) {
    return hour.toString() + SEPARATOR;
  }

  static String day(Instant hour) {
    return hour.toString().substring(0, "2026-11-20".length());
  }

  private static Map<String, AttributeValue> key(RollupKey key) {
    return Map.of(
        "principal", AttributeValue.fromS(key.principal()),
        "account", AttributeValue.fromS(account(key.hour()) + key.model()));
  }

  private static Map<String, Long> numbers(Rollup rollup) {
    var traffic = rollup.traffic();
    var numbers = new LinkedHashMap<String, Long>();
    numbers.put("requests", traffic.requests());
    numbers.put("tokensIn", traffic.tokensIn());
    numbers.put("tokensOut", traffic.tokensOut());
    numbers.put("estimated", traffic.estimated());
    numbers.put("errors", traffic.errors());
    numbers.put("cancelled", traffic.cancelled());
    numbers.put("unknown", traffic.unknown());
    numbers.put("coldStarts", traffic.coldStarts());
    numbers.put("tokensCached", traffic.parts().cached());
    numbers.put("tokensCacheWritten", traffic.parts().cacheWritten());
    numbers.put("tokensReasoning", traffic.parts().reasoning());
    numbers.put("timedTokens", rollup.timedTokens());
    add("ttft", rollup.ttft(), numbers);
    add("generation", rollup.generation(), numbers);
    add("queue", rollup.queue(), numbers);
    numbers.values().removeIf(number -> number == 0);
    return numbers;
  }

  private static void add(String name, Distribution distribution, Map<String, Long> numbers) {
    numbers.put(name + "Sum", distribution.sumMs());
    distribution.buckets().forEach((bucket, count) -> numbers.put(name + bucket, count));
  }

  private static Distribution distribution(Map<String, AttributeValue> item, String name) {
    var buckets = new TreeMap<Integer, Long>();
    for (var bucket = 0; bucket < Distribution.BUCKETS; bucket++) {
      var count = Items.number(item, name + bucket);
      if (count > 0) {
        buckets.put(bucket, count);
      }
    }
    return new Distribution(buckets, Items.number(item, name + "Sum"));
  }
}
