package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.TeamRule;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.manifest.AppBlueprint;
import dev.corral.dispatcher.manifest.AppManifests;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.NoBlueprint;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppStatus;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Apps as the loop sees them.
final class AppWorkloads implements Workloads<App> {
  /// Times of creation are whole seconds: of two in one, the one that the API let in was first.
  private static final Comparator<ObjectMeta> BY_AGE =
      Comparator.comparing(ObjectMeta::getCreationTimestamp)
          .thenComparing(AppWorkloads::cameByKubectl)
          .thenComparing(ObjectMeta::getUid);

  private final KubernetesClient client;
  private final AppManifests manifests;
  private final AppKinds kinds;

  AppWorkloads(KubernetesClient client, AppManifests manifests, AppKinds kinds) {
    this.client = client;
    this.manifests = manifests;
    this.kinds = kinds;
  }

  @Override
  public Optional<App> find(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(App.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public Wanted wanted(App app) {
    var meta = app.getMetadata();
    return new Wanted(
        new WorkloadRef(WorkloadKind.APP, meta.getNamespace(), meta.getName(), meta.getUid()),
        app.getSpec(),
        Commands.read(meta.getAnnotations()),
        meta.getDeletionTimestamp() != null);
  }

  @Override
  public Blueprint blueprint(Wanted wanted) {
    if (!(wanted.spec() instanceof AppSpec spec)) {
      throw new IllegalArgumentException("not an app: " + wanted.ref());
    }
    AppKind kind = kinds.of(spec.type());
    return conflict(wanted, spec, kind)
        .<Blueprint>map(why -> new NoBlueprint(new Failure(Failure.Code.Bootstrap, why)))
        .orElseGet(
            () -> new AppBlueprint(manifests, wanted.ref(), spec, kind, offered(wanted, kind)));
  }

  /// The app's own models; without any, what its owner has or shares with the app's groups. Whether
  /// one may be used is decided with each request.
  private List<String> offered(Wanted wanted, AppKind kind) {
    if (!kind.listsModels() || !(wanted.spec() instanceof AppSpec spec) || wanted.deleting()) {
      return List.of();
    }
    if (spec.models() != null && !spec.models().isEmpty()) {
      return spec.models();
    }
    return client
        .resources(Model.class)
        .inNamespace(wanted.ref().namespace())
        .list()
        .getItems()
        .stream()
        .filter(model -> isShared(model.getSpec(), spec))
        .map(model -> model.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static boolean cameByKubectl(ObjectMeta meta) {
    return meta.getAnnotations() == null || !meta.getAnnotations().containsKey(Commands.CREATED_BY);
  }

  private static boolean isShared(ModelSpec model, AppSpec app) {
    return model.owner().equals(app.owner()) || !Collections.disjoint(model.groups(), app.groups());
  }

  /// The API refuses a team's second instance; one that came by kubectl fails, the first stays.
  private Optional<String> conflict(Wanted wanted, AppSpec spec, AppKind kind) {
    if (!kind.onePerTeam() || wanted.deleting()) {
      return Optional.empty();
    }
    WorkloadRef ref = wanted.ref();
    List<App> all = client.resources(App.class).inNamespace(ref.namespace()).list().getItems();
    Optional<ObjectMeta> own =
        all.stream().map(App::getMetadata).filter(m -> m.getUid().equals(ref.uid())).findFirst();
    return own.flatMap(meta ->
        TeamRule.conflict(
            spec,
            all.stream()
                .filter(app -> app.getMetadata().getDeletionTimestamp() == null)
                .filter(app -> BY_AGE.compare(app.getMetadata(), meta) < 0)
                .map(app -> new TeamRule.Other(app.getMetadata().getName(), app.getSpec()))
                .toList()));
  }

  @Override
  public Optional<Instant> lastUsed(App app) {
    return Optional.empty();
  }

  /// Secrets are not watched, and what the gateway knows of a key cannot be.
  @Override
  public boolean areWatchedWhole() {
    return false;
  }

  @Override
  public void report(App app, Sight sight) {
    AppStatus status = StatusProjection.ofApp(sight, manifests.url(app.getMetadata().getName()));
    if (!status.equals(app.getStatus())) {
      var patch = new App();
      patch.setMetadata(StatusPatch.named(app));
      patch.setStatus(status);
      StatusPatch.send(client, patch);
    }
  }
}
