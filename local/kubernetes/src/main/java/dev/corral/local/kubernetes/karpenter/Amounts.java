package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/// Amounts of resources: a `ResourceList` to compute with.
record Amounts(Map<String, BigDecimal> values) {
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.valueOf(1_000L)),
          Map.entry("M", BigDecimal.valueOf(1_000_000L)),
          Map.entry("G", BigDecimal.valueOf(1_000_000_000L)),
          Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)));

  static Amounts none() {
    return new Amounts(Map.of());
  }

  /// From a `ResourceList`; an amount that is none counts as zero.
  static Amounts of(JsonNode list) {
    Map<String, BigDecimal> values = new TreeMap<>();
    list.properties()
        .forEach(entry -> values.put(entry.getKey(), parse(entry.getValue().asText())));
    return new Amounts(values);
  }

  static BigDecimal parse(String text) {
    String unit = text.strip().replaceAll("^[-+0-9.]*([eE][-+]?\\d+)?", "");
    String number = text.strip().substring(0, text.strip().length() - unit.length());
    try {
      return new BigDecimal(number).multiply(UNITS.getOrDefault(unit, BigDecimal.ONE));
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  BigDecimal of(String name) {
    return values.getOrDefault(name, BigDecimal.ZERO);
  }

  Amounts with(String name, BigDecimal amount) {
    Map<String, BigDecimal> next = new TreeMap<>(values);
    next.put(name, amount);
    return new Amounts(next);
  }

  Amounts plus(Amounts other) {
    return combined(other, BigDecimal::add);
  }

  Amounts minus(Amounts other) {
    return combined(other, BigDecimal::subtract);
  }

  /// The larger of each.
  Amounts max(Amounts other) {
    return combined(other, BigDecimal::max);
  }

  private Amounts combined(Amounts other, BinaryOperator<BigDecimal> operator) {
    Map<String, BigDecimal> next = new TreeMap<>(values);
    other.values.forEach((name, amount) -> next.put(name, operator.apply(of(name), amount)));
    return new Amounts(next);
  }

  /// Whether there is enough of everything.
  boolean fitIn(Amounts available) {
    return values.entrySet().stream()
        .allMatch(entry -> entry.getValue().compareTo(available.of(entry.getKey())) <= 0);
  }

  /// Whether none of the limited resources goes beyond its limit.
  boolean within(Amounts limits) {
    return limits.values.entrySet().stream()
        .allMatch(limit -> of(limit.getKey()).compareTo(limit.getValue()) <= 0);
  }

  ObjectNode json() {
    ObjectNode list = Json.object();
    values.forEach((name, amount) -> list.put(name, text(amount)));
    return list;
  }

  private static String text(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.scale() <= 0
        ? plain.toPlainString()
        : plain.movePointRight(3).setScale(0, RoundingMode.CEILING).toPlainString() + "m";
  }

  @Override
  public String toString() {
    return json().toString();
  }
}
