package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.Route;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.ModelSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The Service of a model: what the data path knows of it.
///
/// @param adapters the adapters that every replica has
record ModelService(ModelMeta meta, ModelSpec spec, WorkloadState state, List<String> adapters) {
  /// Of a model in pods.
  Service toPods(String dialect, int port) {
    Service service = service(dialect, port, meta.ref().name(), Map.of());
    service.getSpec().setSelector(Map.of(ModelManifests.MODEL_LABEL, meta.ref().name()));
    return service;
  }

  /// Of a model elsewhere: nothing is selected, so it has no endpoints.
  Service to(Route route) {
    return switch (route) {
      case Route.To to -> service(to.dialect(), to.port(), to.servedName(), to.annotations());
      case Route.Nowhere nowhere -> service("", 443, meta.ref().name(), Map.of());
    };
  }

  private Service service(String dialect, int port, String servedName, Map<String, String> more) {
    var service = Template.load("/manifest/model.service.yaml", Service.class);
    service.setMetadata(meta.meta());
    service.getSpec().getPorts().getFirst().setPort(port);
    var annotations = new TreeMap<>(more);
    annotations.put("corral.dev/served-name", servedName);
    annotations.put("corral.dev/uid", meta.ref().uid());
    annotations.put("corral.dev/aliases", "");
    annotations.put("corral.dev/adapters", Serialization.asJson(adapters));
    annotations.put("corral.dev/state", routing());
    annotations.put("corral.dev/owner", spec.owner());
    annotations.put("corral.dev/shared-with", String.join(",", spec.groups()));
    annotations.put(
        "corral.dev/context-length",
        Integer.toString(Objects.requireNonNullElse(spec.contextLength(), 2048)));
    annotations.put("corral.dev/dialect", dialect);
    annotations.put(
        "corral.dev/idle-timeout", Objects.requireNonNullElse(spec.idleTimeout(), "5m"));
    service.getMetadata().setAnnotations(annotations);
    return service;
  }

  /// A marked model takes nothing new: who wants it has it woken, which takes the mark away. So
  /// nobody is sent to a replica that is about to go.
  private String routing() {
    return state instanceof WorkloadState.Draining ? "draining" : state.visible().wire();
  }
}
