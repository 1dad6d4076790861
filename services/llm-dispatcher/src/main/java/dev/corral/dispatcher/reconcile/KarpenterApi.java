package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.PoolKind;
import dev.corral.dispatcher.pool.PoolObject;
import dev.corral.dispatcher.pool.PoolRef;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Karpenter's objects through the Fabric8 client, without classes of them and without asking the
/// cluster first whether it knows them.
final class KarpenterApi {
  /// Where events about objects outside every namespace are.
  private static final String EVENTS = "default";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  KarpenterApi(KubernetesClient client) {
    this.client = client;
  }

  /// Those of a pool, by its label.
  List<GenericKubernetesResource> list(PoolKind kind, String pool) {
    return of(kind).withLabel(PoolRef.LABEL, pool).list().getItems();
  }

  Optional<GenericKubernetesResource> find(PoolKind kind, String name) {
    return Optional.ofNullable(of(kind).withName(name).get());
  }

  void apply(PoolObject object, Optional<String> over) {
    GenericKubernetesResource resource = Serialization.clone(object.resource());
    over.filter(version -> !version.isEmpty())
        .ifPresent(version -> resource.getMetadata().setResourceVersion(version));
    of(object.kind()).resource(resource).patch(StatusPatch.APPLY);
  }

  /// Changes some fields and leaves the others as they are.
  void merge(PoolKind kind, String name, Map<String, ?> fields) {
    of(kind).withName(name).patch(MERGE, Serialization.asJson(fields));
  }

  void delete(PoolKind kind, String name) {
    of(kind).withName(name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  /// All of a kind that belong to any pool, to be watched.
  FilterWatchListDeletable<
          GenericKubernetesResource,
          ? extends KubernetesResourceList<GenericKubernetesResource>,
          Resource<GenericKubernetesResource>>
      ofPools(PoolKind kind) {
    return of(kind).withLabel(PoolRef.LABEL);
  }

  /// The events about node claims.
  FilterWatchListDeletable<Event, ? extends KubernetesResourceList<Event>, Resource<Event>>
      claimEvents() {
    return client
        .v1()
        .events()
        .inNamespace(EVENTS)
        .withField("involvedObject.kind", PoolKind.NODE_CLAIM.kind());
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(PoolKind kind) {
    int slash = kind.apiVersion().indexOf('/');
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.apiVersion().substring(0, slash))
            .withVersion(kind.apiVersion().substring(slash + 1))
            .withKind(kind.kind())
            .withPlural(kind.plural())
            .withNamespaced(false)
            .build());
  }
}
