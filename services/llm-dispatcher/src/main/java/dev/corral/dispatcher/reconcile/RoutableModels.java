package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Models whose creation returns when the data path can know them, so that who launches a model can
/// ask it in the next moment. The resource itself is durable before the wait, which is short: when
/// it ends without a Service, reconciling brings it later all the same.
final class RoutableModels implements Resources<Model> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int MOST_LOOKS = 60;

  private final Resources<Model> models;
  private final KubernetesClient client;
  private final String namespace;

  RoutableModels(Resources<Model> models, KubernetesClient client, String namespace) {
    this.models = models;
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public Model create(Model model) {
    Model created = models.create(model);
    String service = WorkloadKind.MODEL.childName(created.getMetadata().getName());
    for (int look = 0; look < MOST_LOOKS && !exists(service); look++) {
      if (!pause()) {
        break;
      }
    }
    return created;
  }

  private boolean exists(String service) {
    try {
      return client.services().inNamespace(namespace).withName(service).get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK_EVERY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Optional<Model> find(String name) {
    return models.find(name);
  }

  @Override
  public List<Model> list() {
    return models.list();
  }

  @Override
  public Optional<Model> edit(String name, UnaryOperator<Model> change) {
    return models.edit(name, change);
  }

  @Override
  public void delete(String name) {
    models.delete(name);
  }
}
