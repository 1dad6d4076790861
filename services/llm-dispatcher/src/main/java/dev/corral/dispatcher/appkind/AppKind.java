package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppType;
import java.util.List;
import java.util.Map;

/// One app type: what its pod is told beyond its template.
public interface AppKind {
  /// The key of every app's Secret that holds its key to the inference-proxy.
  String API_KEY = "corral-api-key";

  AppType type();

  /// Its name as people write it.
  String title();

  /// Its image, as configured.
  String image();

  /// Where its image is configured.
  default String imageKey() {
    return "corral.apps." + type().wire() + ".image";
  }

  /// The oldest version that may be launched.
  String oldest();

  /// The base Deployment, a resource of this service.
  String template();

  /// What people may choose to start with; empty when there is no choice.
  List<Flavour> flavours();

  /// True when it has data of its own to keep.
  boolean keepsData();

  /// True when a team may have only one.
  boolean onePerTeam();

  /// True when its files list the models that it offers.
  boolean listsModels();

  /// Environment that is no secret.
  Map<String, String> environment(AppOrder order);

  /// Environment from the app's Secret: name of the variable to key.
  Map<String, String> secretEnvironment();

  /// Environment from Secret `database-<app>`: name of the variable to key.
  Map<String, String> databaseEnvironment();

  /// Secrets that are made once, by key, the key to the inference-proxy aside.
  Map<String, String> secrets(SecretText text);

  /// Files of its ConfigMap, by name.
  Map<String, String> files(AppOrder order);

  /// The flavour that is asked for, else the first.
  default java.util.Optional<Flavour> flavour(AppSpec spec) {
    return flavours().stream()
        .filter(flavour -> flavour.name().equals(spec.flavour()))
        .findFirst()
        .or(() -> flavours().stream().findFirst());
  }
}
