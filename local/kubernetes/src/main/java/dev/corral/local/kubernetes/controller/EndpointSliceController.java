package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.LabelSelector;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps the EndpointSlices of every Service that has a selector.
public final class EndpointSliceController implements Reconciler {
  private static final String STORAGE = "discovery.k8s.io/endpointslices";
  private static final String SERVICES = "/services";
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String OURSELVES = "endpointslice-controller.k8s.io";
  private static final Terms TERMS = Terms.by("endpointslice-controller");

  private final Resources resources;
  private final ResourceType type;

  public EndpointSliceController(Resources resources) {
    this.resources = resources;
    this.type = resources.kinds().builtin(STORAGE);
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    return switch (object.key().resource()) {
      case SERVICES -> List.of(object.key());
      case Pods.STORAGE -> services(event);
      case STORAGE ->
          ours(object)
              ? List.of(
                  new ObjectKey(
                      SERVICES,
                      object.namespace(),
                      object.at("metadata", "labels", SERVICE_NAME).asText()))
              : List.of();
      default -> List.of();
    };
  }

  private List<ObjectKey> services(StoreEvent event) {
    List<ObjectKey> keys = new ArrayList<>();
    for (StoredObject service : resources.list(SERVICES, event.object().namespace()).objects()) {
      boolean before =
          event instanceof StoreEvent.Modified(StoredObject _, StoredObject previous)
              && selects(service, previous);
      if (before || selects(service, event.object())) {
        keys.add(service.key());
      }
    }
    return keys;
  }

  private static boolean selects(StoredObject service, StoredObject pod) {
    return !service.at("spec", "selector").isEmpty()
        && LabelSelector.of(service.at("spec", "selector")).matches(pod.at("metadata", "labels"));
  }

  private static boolean ours(StoredObject slice) {
    return slice.at("metadata", "labels", MANAGED_BY).asText().equals(OURSELVES);
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> service =
        resources
            .store()
            .get(key)
            .filter(s -> !s.deleting() && !s.at("spec", "selector").isEmpty());
    Map<ArrayNode, List<ObjectNode>> wanted = service.map(this::wanted).orElseGet(Map::of);
    List<String> names = new ArrayList<>();
    wanted.forEach((ports, endpoints) -> {
      String name = key.name() + "-" + TemplateHash.of(ports).substring(0, 5);
      names.add(name);
      service.ifPresent(owner -> write(owner, name, ports, endpoints));
    });
    for (StoredObject slice : resources.list(STORAGE, key.namespace()).objects()) {
      boolean of = slice.at("metadata", "labels", SERVICE_NAME).asText().equals(key.name());
      if (of && ours(slice) && !names.contains(slice.name())) {
        resources.delete(type, slice.namespace(), slice.name(), DeleteTerms.background());
      }
    }
    return Optional.empty();
  }

  private Map<ArrayNode, List<ObjectNode>> wanted(StoredObject service) {
    List<StoredObject> pods =
        resources.list(Pods.STORAGE, service.namespace()).objects().stream()
            .filter(pod -> selects(service, pod))
            .toList();
    return Endpoints.byPorts(service, pods);
  }

  private void write(
      StoredObject service, String name, ArrayNode ports, List<ObjectNode> endpoints) {
    Optional<StoredObject> existing = resources.find(STORAGE, service.namespace(), name);
    ObjectNode slice = Json.object("addressType", "IPv4", "endpoints", endpoints, "ports", ports);
    ObjectNode labels =
        service.at("metadata", "labels").isObject()
            ? service.at("metadata", "labels").deepCopy()
            : Json.object();
    labels.put(SERVICE_NAME, service.name()).put(MANAGED_BY, OURSELVES);
    if (service.at("spec", "clusterIP").asText().equals("None")) {
      labels.put("service.kubernetes.io/headless", "");
    }
    slice.set(
        "metadata",
        Json.object(
            "name",
            name,
            "labels",
            labels,
            "ownerReferences",
            Json.array(Owners.controlledBy(service))));
    if (existing.isPresent()) {
      slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
      resources.edit(existing.get(), type, TERMS, current -> slice);
    } else {
      resources.create(type, service.namespace(), slice, TERMS);
    }
  }
}
