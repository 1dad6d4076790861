package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.GpuPool;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Locale;

/// Tells people by a Kubernetes event what came of a try, once however often it is said.
record PoolEvents(KubernetesClient client) {
  private static final int CONFLICT = 409;
  private static final int LONGEST = 1024;

  void tell(GpuPool pool, PoolStep.Tell tell, Instant now) {
    try {
      client.resource(event(pool, tell, now)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }

  static Event event(GpuPool pool, PoolStep.Tell tell, Instant now) {
    var meta = pool.getMetadata();
    String message = tell.message();
    return new EventBuilder()
        .withNewMetadata()
        .withName(meta.getName() + "." + tell.claim() + "." + tell.code().toLowerCase(Locale.ROOT))
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(micro(now)))
        .withReportingController("corral.dev/dispatcher")
        .withReportingInstance("llm-dispatcher")
        .withAction("Launch")
        .withReason(tell.code())
        .withType("Warning")
        .withNote(message.length() > LONGEST ? message.substring(0, LONGEST) : message)
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(pool.getApiVersion())
                .withKind(pool.getKind())
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .build())
        .build();
  }

  private static String micro(Instant now) {
    return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .withZone(java.time.ZoneOffset.UTC)
        .format(now);
  }
}
