package dev.corral.dispatcher.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.dispatcher.lifecycle.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The CloudEvent of one transition: what lies in the queue, the event stream and the timeline.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LifecycleEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    String datacontenttype,
    Data data) {

  /// Wraps a transition in its envelope.
  public static LifecycleEvent of(String id, Data data) {
    return new LifecycleEvent(
        "1.0",
        id,
        "corral/llm-dispatcher",
        "dev.corral.lifecycle.v1",
        data.at(),
        data.kind() + "/" + data.name(),
        "application/json",
        data);
  }

  /// The transition itself. `uid` and `sequence` together identify it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String kind,
      String name,
      String uid,
      long sequence,
      String owner,
      List<String> sharedWith,
      @Nullable String engine,
      @Nullable String appType,
      String compute,
      String from,
      String to,
      @Nullable String phase,
      @Nullable String reason,
      @Nullable String message,
      String principal,
      Instant at,
      @Nullable Long coldStartMs,
      @Nullable Receipt receipt) {}
}
