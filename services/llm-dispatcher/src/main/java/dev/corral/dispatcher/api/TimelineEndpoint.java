package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.Receipt;
import dev.corral.dispatcher.record.RecordArchive;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to one model, oldest first.
@Path("/internal/models/{name}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class TimelineEndpoint {
  private final Resources<Model> models;
  private final RecordArchive archive;

  public TimelineEndpoint(Resources<Model> models, RecordArchive archive) {
    this.models = models;
    this.archive = archive;
  }

  @GET
  public Items<Entry> timeline(String name) {
    String uid =
        models
            .find(name)
            .map(model -> model.getMetadata().getUid())
            .or(() -> archive.latest(WorkloadKind.MODEL, name).map(WorkloadRecord::uid))
            .orElseThrow(() -> ModelsEndpoint.noModel(name));
    return new Items<>(archive.timeline(uid).stream().map(Entry::of).toList());
  }

  /// One step on the timeline.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String uid,
      @JsonProperty(required = true) Instant at,
      @JsonProperty(required = true) String from,
      @JsonProperty(required = true) String to,
      @Nullable String phase,
      @Nullable String reason,
      @Nullable String message,
      @JsonProperty(required = true) String principal,
      @Nullable Receipt receipt) {

    static Entry of(LifecycleEvent event) {
      var data = event.data();
      return new Entry(
          event.id(),
          data.uid(),
          data.at(),
          data.from(),
          data.to(),
          data.phase(),
          data.reason(),
          data.message(),
          data.principal(),
          data.receipt());
    }
  }
}
