package dev.corral.dispatcher.pool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is read of the status of Karpenter's objects, of whichever kind.
@JsonIgnoreProperties(ignoreUnknown = true)
record KarpenterStatus(
    @Nullable String nodeName,
    @Nullable String providerID,
    @Nullable String lastPodEventTime,
    @Nullable List<Mark> conditions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One condition.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Mark(
      String type,
      String status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String lastTransitionTime) {
    boolean holds() {
      return "True".equals(status);
    }

    boolean fails() {
      return "False".equals(status);
    }

    String because() {
      return reason == null ? "" : reason;
    }

    String said() {
      return message == null ? "" : message;
    }

    Optional<Instant> since() {
      return KarpenterStatus.instant(lastTransitionTime);
    }
  }

  static KarpenterStatus of(GenericKubernetesResource resource) {
    Object status = resource.getAdditionalProperties().get("status");
    return status == null
        ? new KarpenterStatus(null, null, null, null)
        : JSON.convertValue(status, KarpenterStatus.class);
  }

  Optional<Mark> mark(String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> type.equals(c.type())).findFirst();
  }

  boolean holds(String type) {
    return mark(type).filter(Mark::holds).isPresent();
  }

  /// A time as Kubernetes writes it; nothing when it is not one.
  static Optional<Instant> instant(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
