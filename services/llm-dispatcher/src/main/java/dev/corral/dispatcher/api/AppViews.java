package dev.corral.dispatcher.api;

import dev.corral.dispatcher.appkind.AppAddress;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppStatus;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Replicas;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes views of live apps and of the records of those that are gone.
public final class AppViews {
  private final AppAddress address;
  private final Clock clock;

  public AppViews(AppAddress address, Clock clock) {
    this.address = address;
    this.clock = clock;
  }

  /// A live app.
  public AppView of(App app) {
    var meta = app.getMetadata();
    AppStatus status = Objects.requireNonNullElseGet(app.getStatus(), AppViews::unseen);
    return view(
        new WorkloadRef(WorkloadKind.APP, meta.getNamespace(), meta.getName(), meta.getUid()),
        app.getSpec(),
        meta.getDeletionTimestamp() == null ? status : leaving(status),
        Instant.parse(meta.getCreationTimestamp()));
  }

  /// An app of which only the record is left.
  public AppView of(WorkloadRecord record) {
    if (!(record.spec() instanceof AppSpec spec)) {
      throw new IllegalArgumentException("not of an app: " + record.subject());
    }
    var ref = new WorkloadRef(WorkloadKind.APP, "", record.name(), record.uid());
    var wanted = new Wanted(ref, spec, Commands.none(), false);
    AppStatus status =
        StatusProjection.ofApp(
            new Sight(
                wanted, record, true, 0, Optional.empty(), Optional.empty(), PhaseHistory.empty()),
            address.of(record.name()));
    boolean over = record.state() instanceof WorkloadState.Terminated;
    return view(ref, spec, over ? status : leaving(status), record.createdAt());
  }

  private AppView view(WorkloadRef ref, AppSpec spec, AppStatus status, Instant createdAt) {
    return new AppView(
        ref.name(),
        ref.uid(),
        spec.owner(),
        spec.type(),
        spec.models() == null ? List.of() : spec.models(),
        spec.storage(),
        spec.flavour(),
        spec.groups(),
        spec.onHold(),
        Objects.requireNonNullElse(status.state(), "launching"),
        status.phase(),
        status.reason(),
        status.message(),
        eta(status),
        status.replicas() == null ? new Replicas(0, 0) : status.replicas(),
        address.of(ref.name()),
        createdAt);
  }

  private @Nullable Integer eta(AppStatus status) {
    if (status.etaSeconds() == null || status.since() == null) {
      return null;
    }
    Duration spent = Duration.between(Instant.parse(status.since()), clock.instant());
    return (int) Math.max(1, status.etaSeconds() - spent.toSeconds());
  }

  private static AppStatus unseen() {
    return new AppStatus(
        "launching",
        "waiting_capacity",
        null,
        "Accepted.",
        null,
        new Replicas(1, 0),
        null,
        null,
        null);
  }

  private static AppStatus leaving(AppStatus status) {
    int ready = status.replicas() == null ? 0 : status.replicas().ready();
    boolean delayed =
        status.conditions() != null
            && status.conditions().stream().anyMatch(c -> "Delayed".equals(c.reason()));
    return new AppStatus(
        "terminating",
        null,
        null,
        delayed ? status.message() : "Being terminated.",
        status.since(),
        new Replicas(0, ready),
        null,
        status.url(),
        status.conditions());
  }
}
