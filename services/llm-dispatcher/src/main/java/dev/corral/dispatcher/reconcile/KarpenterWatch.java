package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.PoolKind;
import dev.corral.dispatcher.pool.PoolRef;
import dev.corral.dispatcher.resource.GpuPool;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says when something happened at Karpenter that concerns a pool. Its informers try for ever: a
/// cluster without Karpenter must not keep the operator from starting, and may get it later.
final class KarpenterWatch extends SimpleInboundEventSource<GpuPool> {
  /// The name of a claim that Karpenter made for one of our node pools.
  private static final Pattern CLAIM = Pattern.compile("corral-(.+)-[0-9]+-[a-z0-9]+");

  private final KarpenterApi karpenter;
  private final String namespace;
  private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();

  KarpenterWatch(KarpenterApi karpenter, String namespace) {
    super("gpupool-karpenter");
    this.karpenter = karpenter;
    this.namespace = namespace;
  }

  @Override
  public void start() {
    super.start();
    for (PoolKind kind : PoolKind.values()) {
      watch(karpenter.ofPools(kind), KarpenterWatch::byLabel);
    }
    watch(karpenter.claimEvents(), KarpenterWatch::byClaim);
  }

  @Override
  public void stop() {
    informers.forEach(SharedIndexInformer::stop);
    informers.clear();
    super.stop();
  }

  private <T extends HasMetadata> void watch(
      Informable<T> objects, Function<T, Optional<String>> pool) {
    SharedIndexInformer<T> informer =
        objects
            .runnableInformer(0)
            .exceptionHandler((started, error) -> true)
            .addEventHandler(new Handler<>(object -> pool.apply(object).ifPresent(this::look)));
    informers.add(informer);
    informer.start();
  }

  private void look(String pool) {
    if (isRunning()) {
      propagateEvent(new ResourceID(pool, namespace));
    }
  }

  private static Optional<String> byLabel(GenericKubernetesResource object) {
    return Stream.ofNullable(object.getMetadata().getLabels())
        .flatMap(labels -> Stream.ofNullable(labels.get(PoolRef.LABEL)))
        .findFirst();
  }

  private static Optional<String> byClaim(Event event) {
    return Stream.ofNullable(event.getInvolvedObject())
        .flatMap(claim -> Stream.ofNullable(claim.getName()))
        .map(CLAIM::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .findFirst();
  }

  private record Handler<T>(java.util.function.Consumer<T> changed)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      changed.accept(object);
    }

    @Override
    public void onUpdate(T old, T object) {
      changed.accept(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      changed.accept(object);
    }
  }
}
