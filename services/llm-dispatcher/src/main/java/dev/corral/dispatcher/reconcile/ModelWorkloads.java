package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.ModelBlueprints;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Condition;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.ModelStatus;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Models as the loop sees them.
final class ModelWorkloads implements Workloads<Model> {
  private final KubernetesClient client;
  private final ModelBlueprints blueprints;

  ModelWorkloads(KubernetesClient client, ModelBlueprints blueprints) {
    this.client = client;
    this.blueprints = blueprints;
  }

  @Override
  public Optional<Model> find(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(Model.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public Wanted wanted(Model model) {
    var meta = model.getMetadata();
    return new Wanted(
        new WorkloadRef(WorkloadKind.MODEL, meta.getNamespace(), meta.getName(), meta.getUid()),
        model.getSpec().defaulted(),
        Commands.read(meta.getAnnotations()),
        meta.getDeletionTimestamp() != null);
  }

  @Override
  public Blueprint blueprint(Wanted wanted) {
    if (!(wanted.spec() instanceof ModelSpec spec)) {
      throw new IllegalArgumentException("not a model: " + wanted.ref());
    }
    return blueprints.of(wanted.ref(), spec, pool(wanted.ref(), spec));
  }

  private Optional<GpuPoolSpec> pool(WorkloadRef ref, ModelSpec spec) {
    return "cpu".equals(spec.place())
        ? Optional.empty()
        : Optional.ofNullable(
                client
                    .resources(GpuPool.class)
                    .inNamespace(ref.namespace())
                    .withName(spec.place())
                    .get())
            .map(GpuPool::getSpec);
  }

  @Override
  public Optional<Instant> lastUsed(Model model) {
    return Optional.ofNullable(model.getStatus()).map(ModelStatus::lastUsed).map(Instant::parse);
  }

  @Override
  public void failing(Model model, Condition condition) {
    ModelStatus now = model.getStatus();
    if (now == null) {
      return; // It has not been reported on yet; the log has the problem.
    }
    var conditions = new ArrayList<Condition>();
    Stream.ofNullable(now.conditions())
        .flatMap(List::stream)
        .filter(c -> !c.type().equals(condition.type()))
        .forEach(conditions::add);
    conditions.add(condition);
    var patch = new Model();
    patch.setMetadata(StatusPatch.named(model));
    patch.setStatus(now.with(conditions));
    StatusPatch.send(client, patch);
  }

  @Override
  public void report(Model model, Sight sight) {
    ModelStatus status = StatusProjection.ofModel(sight);
    if (!status.equals(model.getStatus())) {
      var patch = new Model();
      patch.setMetadata(StatusPatch.named(model));
      patch.setStatus(status);
      StatusPatch.send(client, patch);
    }
  }
}
