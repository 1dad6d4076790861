package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.apply.ManagedFields;
import dev.corral.local.kubernetes.apply.Owner;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.CustomKinds;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.Listing;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Create, read, update and patch, as HTTP clients and the cluster's own controllers use them.
public final class Resources {
  private static final String DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions";
  private final ObjectStore store;
  private final Kinds kinds;
  private final Clock clock;
  private final Admission admission;
  private final Deletion deletion;

  public Resources(ObjectStore store, Kinds kinds, Clock clock) {
    this.store = store;
    this.kinds = kinds;
    this.clock = clock;
    this.admission = new Admission(kinds, clock);
    this.deletion = new Deletion(store, clock);
    store.list(DEFINITIONS, "").objects().forEach(this::define);
    store.subscribe(this::followDefinitions);
  }

  private void followDefinitions(StoreEvent event) {
    StoredObject object = event.object();
    if (object.key().resource().equals(DEFINITIONS)) {
      switch (event) {
        case StoreEvent.Removed _ -> kinds.define(object.name(), List.of());
        case StoreEvent.Modified modified
            when modified.previous().at("spec").equals(object.at("spec")) -> {}
        case StoreEvent.Modified _, StoreEvent.Added _ -> define(object);
      }
    }
  }

  private void define(StoredObject definition) {
    kinds.define(definition.name(), CustomKinds.of(definition.json()));
  }

  public Kinds kinds() {
    return kinds;
  }

  public ObjectStore store() {
    return store;
  }

  /// The object, or a refusal when there is none.
  public StoredObject get(ResourceType type, String namespace, String name) {
    return store
        .get(type.key(namespace, name))
        .orElseThrow(() -> RequestFailed.notFound(type.qualified(), name));
  }

  public Optional<StoredObject> find(String storage, String namespace, String name) {
    return store.get(new ObjectKey(storage, namespace, name));
  }

  public Listing list(String storage, String namespace) {
    return store.list(storage, namespace);
  }

  /// Creates an object in a namespace (empty for cluster-scoped kinds).
  public Outcome create(ResourceType type, String namespace, ObjectNode body, Terms terms) {
    ObjectNode object = EventForms.keep(type, body.deepCopy());
    Metadata.place(kept(type), namespace, object);
    List<String> warnings = admission.prune(type, object, terms.validation());
    if (type.subresources().status() && !type.is("/nodes")) {
      object.remove("status");
    }
    return store.locked(() -> admit(type, object, Json.object(), terms)).with(warnings);
  }

  private Outcome admit(ResourceType type, ObjectNode object, ObjectNode recorded, Terms terms) {
    String name = object.path("metadata").path("name").asText();
    ObjectKey key = type.key(object.path("metadata").path("namespace").asText(), name);
    requireNamespace(type, key.namespace());
    if (!name.isEmpty() && store.get(key).isPresent()) {
      throw RequestFailed.alreadyExists(type.qualified(), name);
    }
    String now = Timestamps.now(clock);
    Metadata.born(object, now);
    admission.fill(type, object);
    admission.validate(type, object, Optional.empty());
    if (recorded.isEmpty()) {
      Json.at(object, "metadata").remove("managedFields");
      ManagedFields.recordUpdate(recorded, object, type.shape(), owner(type, terms), now);
    }
    return terms.dryRun()
        ? Outcome.of(object, Outcome.Change.CREATED)
        : Outcome.of(store.put(key, object).json(), Outcome.Change.CREATED);
  }

  private void requireNamespace(ResourceType type, String namespace) {
    if (!type.namespaced()) {
      return;
    }
    StoredObject found =
        find("/namespaces", "", namespace)
            .orElseThrow(() -> RequestFailed.notFound("namespaces", namespace));
    if (found.deleting()) {
      throw RequestFailed.because(
          Reason.FORBIDDEN,
          "unable to create new content in namespace "
              + namespace
              + " because it is being terminated");
    }
  }

  /// Events are kept in their core form, whichever group they came by.
  private ResourceType kept(ResourceType type) {
    return type.is("/events") ? kinds.builtin("/events") : type;
  }

  /// Replaces an object, or one subresource of it.
  public Outcome update(
      ResourceType type, String namespace, String name, ObjectNode body, Terms terms) {
    ObjectNode incoming = EventForms.keep(type, body.deepCopy());
    Metadata.requireKind(kept(type), incoming);
    List<String> warnings = admission.prune(type, incoming, terms.validation());
    JsonNode metadata = incoming.path("metadata");
    if (!metadata.path("name").asText(name).equals(name)) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "the name of the object does not match the name on the URL");
    }
    if (type.custom().isPresent() && metadata.path("resourceVersion").asText().isEmpty()) {
      String text = "metadata.resourceVersion: Invalid value: 0x0: must be specified for an update";
      throw RequestFailed.because(
          Reason.INVALID, type.qualified() + " \"" + name + "\" is invalid: " + text);
    }
    return store
        .locked(() -> {
          StoredObject current = get(type, namespace, name);
          Metadata.requireSame(
              type,
              current.json(),
              metadata.path("uid").asText(),
              metadata.path("resourceVersion").asText());
          return change(type, current, incoming, terms, false);
        })
        .with(warnings);
  }

  /// Reads, changes and writes an object in one step; the change gets a tree of its own.
  public Outcome edit(
      StoredObject known, ResourceType type, Terms terms, UnaryOperator<ObjectNode> change) {
    return store.locked(() -> {
      StoredObject current = get(type, known.namespace(), known.name());
      return change(type, current, change.apply(current.copy()), terms, false);
    });
  }

  /// Changes an object in one of the four patch forms; an apply may create it.
  public Outcome patch(
      ResourceType type, String namespace, String name, PatchBody patch, Terms terms) {
    return store.locked(
        () -> new Patching(this, type, clock).patch(type.key(namespace, name), patch, terms));
  }

  /// Admits an applied object that does not exist yet, with its fields already recorded.
  Outcome createApplied(ResourceType type, ObjectNode object, Terms terms) {
    List<String> warnings = admission.prune(type, object, terms.validation());
    return admit(type, object, object, terms).with(warnings);
  }

  /// Writes the next version of an object unless it is the same as the present one.
  Outcome change(
      ResourceType type, StoredObject current, ObjectNode incoming, Terms terms, boolean recorded) {
    ObjectNode next = Revision.combine(type, current.json(), incoming, terms.subresource());
    List<String> warnings = admission.prune(type, next, terms.validation());
    Metadata.requireNoNewFinalizers(type, current.json(), next);
    if (Revision.specChanged(type, current.json(), next)) {
      Metadata.bumpGeneration(next);
    }
    admission.fill(type, next);
    admission.validate(type, next, Optional.of(current.json()));
    if (!recorded) {
      ManagedFields.recordUpdate(
          current.json(), next, type.shape(), owner(type, terms), Timestamps.now(clock));
    }
    return write(current, next, terms).with(warnings);
  }

  private Outcome write(StoredObject current, ObjectNode next, Terms terms) {
    if (Revision.same(current.json(), next)) {
      return Outcome.of(current.json(), Outcome.Change.UNCHANGED);
    }
    if (terms.dryRun()) {
      return Outcome.of(next, Outcome.Change.UPDATED);
    }
    StoredObject written = store.put(current.key(), next);
    return next.path("metadata").has("deletionTimestamp") && Metadata.releasable(next)
        ? deletion.remove(written)
        : Outcome.of(written.json(), Outcome.Change.UPDATED);
  }

  static Owner owner(ResourceType type, Terms terms) {
    return new Owner(terms.manager(), false, type.version().apiVersion(), terms.subresource());
  }

  /// Deletes an object: at once, or by marking it until its finalizers (or its pod's end) let it
  /// go.
  public Outcome delete(ResourceType type, String namespace, String name, DeleteTerms terms) {
    return store.locked(() -> deletion.delete(type, get(type, namespace, name), terms));
  }
}
