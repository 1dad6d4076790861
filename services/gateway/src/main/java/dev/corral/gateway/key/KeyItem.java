package dev.corral.gateway.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// How a key is written as an item of the table.
final class KeyItem {
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(7);

  private KeyItem() {}

  static AttributeValue pk(String id) {
    return AttributeValue.fromS("key#" + id);
  }

  static Map<String, AttributeValue> write(ApiKey key) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", pk(key.id()));
    item.put("id", AttributeValue.fromS(key.id()));
    item.put("sha256", AttributeValue.fromS(key.sha256()));
    item.put("owner", AttributeValue.fromS(key.owner().principal()));
    item.put("groups", list(key.owner().groups()));
    item.put("name", AttributeValue.fromS(key.name()));
    item.put("models", list(key.scope().models()));
    item.put("dialects", list(key.scope().dialects()));
    item.put("createdAt", AttributeValue.fromS(key.life().createdAt().toString()));
    key.life().expiresAt().ifPresent(at -> expiry(item, at));
    key.app()
        .ifPresent(app -> {
          item.put("appUid", AttributeValue.fromS(app.uid()));
          item.put("app", AttributeValue.fromS(app.name()));
        });
    key.allowance().limits().ifPresent(limits -> limits(item, limits));
    key.allowance()
        .budgetEur()
        .ifPresent(budget -> item.put("budgetEur", AttributeValue.fromN(budget.toPlainString())));
    return item;
  }

  private static void limits(Map<String, AttributeValue> item, KeyLimits limits) {
    number(item, "requestsPerMinute", limits.requestsPerMinute());
    number(item, "tokensPerMinute", limits.tokensPerMinute());
    number(item, "concurrentStreams", limits.concurrentStreams());
  }

  private static void number(
      Map<String, AttributeValue> item, String name, @Nullable Integer value) {
    if (value != null) {
      item.put(name, AttributeValue.fromN(value.toString()));
    }
  }

  private static ApiKey.Allowance allowance(Map<String, AttributeValue> item) {
    KeyLimits limits =
        new KeyLimits(
            number(item, "requestsPerMinute"),
            number(item, "tokensPerMinute"),
            number(item, "concurrentStreams"));
    return new ApiKey.Allowance(
        Optional.of(limits).filter(one -> !one.nothing()),
        Optional.ofNullable(item.get("budgetEur")).map(value -> new BigDecimal(value.n())));
  }

  private static @Nullable Integer number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : Integer.valueOf(value.n());
  }

  static ApiKey read(Map<String, AttributeValue> item) {
    return new ApiKey(
        text(item, "id"),
        text(item, "sha256"),
        new ApiKey.Owner(text(item, "owner"), texts(item, "groups")),
        text(item, "name"),
        new ApiKey.Scope(texts(item, "models"), texts(item, "dialects")),
        new ApiKey.Life(
            Instant.parse(text(item, "createdAt")),
            Optional.ofNullable(item.get("expiresAt")).map(v -> Instant.parse(v.s()))),
        Optional.ofNullable(item.get("appUid"))
            .map(uid -> new ApiKey.OfApp(uid.s(), text(item, "app"))),
        allowance(item));
  }

  private static void expiry(Map<String, AttributeValue> item, Instant at) {
    item.put("expiresAt", AttributeValue.fromS(at.toString()));
    long ttl = at.plus(KEPT_AFTER_EXPIRY).getEpochSecond();
    item.put("ttl", AttributeValue.fromN(Long.toString(ttl)));
  }

  static AttributeValue list(List<String> values) {
    return AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList());
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  static List<String> texts(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).l().stream()
        .map(AttributeValue::s)
        .toList();
  }
}
