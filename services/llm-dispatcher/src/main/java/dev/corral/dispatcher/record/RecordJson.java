package dev.corral.dispatcher.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadSpec;

/// The one place that turns records and events into JSON text and back.
public final class RecordJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(WorkloadState.class, StateName.class)
          .addMixIn(WorkloadSpec.class, SpecKind.class)
          .build();

  private RecordJson() {}

  /// A record as JSON.
  public static String write(WorkloadRecord value) {
    return text(value);
  }

  /// An event as JSON.
  public static String write(LifecycleEvent value) {
    return text(value);
  }

  /// The record that [#write(WorkloadRecord)] wrote.
  public static WorkloadRecord readRecord(String json) {
    return read(json, WorkloadRecord.class);
  }

  /// The event that [#write(LifecycleEvent)] wrote.
  public static LifecycleEvent readEvent(String json) {
    return read(json, LifecycleEvent.class);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a stored " + type.getSimpleName(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = WorkloadState.Launching.class, name = "launching"),
    @JsonSubTypes.Type(value = WorkloadState.Active.class, name = "active"),
    @JsonSubTypes.Type(value = WorkloadState.Draining.class, name = "draining"),
    @JsonSubTypes.Type(value = WorkloadState.Idle.class, name = "idle"),
    @JsonSubTypes.Type(value = WorkloadState.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = WorkloadState.Terminating.class, name = "terminating"),
    @JsonSubTypes.Type(value = WorkloadState.Terminated.class, name = "terminated")
  })
  private interface StateName {}

  /// Records written before there were apps have no kind: they are of models.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "workload", defaultImpl = ModelSpec.class)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ModelSpec.class, name = "model"),
    @JsonSubTypes.Type(value = AppSpec.class, name = "app")
  })
  private interface SpecKind {}
}
