package dev.corral.metrics.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.corral.metrics.intake.Reading.Reason;
import dev.corral.metrics.intake.Reading.Unreadable;
import jakarta.validation.Validator;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads messages strictly in what it needs and not at all in what it does not.
final class EventReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              it ->
                  it.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.DateTime,
              it ->
                  it.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  private final Validator validator;

  /// @param validator checks the bounds that the message records declare
  EventReader(Validator validator) {
    this.validator = validator;
  }

  Reading read(String body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new Unreadable(Reason.MALFORMED, "not JSON");
    }
    if (!tree.path("specversion").asText().equals("1.0")) {
      return new Unreadable(Reason.UNKNOWN_TYPE, "specversion");
    }
    return switch (tree.path("type").asText()) {
      case LifecycleMessage.TYPE -> bind(tree, LifecycleMessage.class, LifecycleMessage::reading);
      case UsageMessage.TYPE -> bind(tree, UsageMessage.class, UsageMessage::reading);
      default -> new Unreadable(Reason.UNKNOWN_TYPE, "type");
    };
  }

  private <T> Reading bind(JsonNode tree, Class<T> type, Function<T, Reading> reading) {
    T message;
    try {
      message = JSON.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      return invalid(
          e.getPath().stream()
              .map(it -> it.getFieldName() == null ? "[]" : it.getFieldName())
              .collect(Collectors.joining(".")));
    } catch (JsonProcessingException e) {
      return invalid("unknown place");
    }
    var violations = validator.validate(message);
    if (violations.isEmpty()) {
      return reading.apply(message);
    }
    return invalid(
        violations.stream()
            .map(it -> it.getPropertyPath().toString())
            .sorted()
            .distinct()
            .collect(Collectors.joining(",")));
  }

  private static Unreadable invalid(String where) {
    return new Unreadable(Reason.INVALID, where);
  }
}
