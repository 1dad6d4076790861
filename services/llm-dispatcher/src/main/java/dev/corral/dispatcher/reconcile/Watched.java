package dev.corral.dispatcher.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One informer: what it watches, and what it knows.
///
/// @param name unique among the informers of the operator
/// @param label the label that it selects by, if it does
record Watched<T extends HasMetadata>(
    String name, Class<T> type, String namespace, Optional<String> label, Cache<T> cache) {

  /// The version of every object that it knows.
  Map<String, String> known() {
    return cache
        .list()
        .collect(
            Collectors.toMap(
                object -> object.getMetadata().getName(),
                object -> object.getMetadata().getResourceVersion(),
                (a, b) -> b));
  }

  /// The version that it knows of one object.
  Optional<String> version(String object) {
    return cache
        .get(new ResourceID(object, namespace))
        .map(found -> found.getMetadata().getResourceVersion());
  }

  /// Where the API server lists the same.
  String path() {
    String version = HasMetadata.getApiVersion(type);
    String root = version.contains("/") ? "/apis/" : "/api/";
    return root + version + "/namespaces/" + namespace + "/" + HasMetadata.getPlural(type);
  }
}
