package dev.corral.local.launcher;

import java.nio.file.Path;

/// Where things are on disk.
///
/// @param root the repository
/// @param state everything the platform remembers between runs
record Layout(Path root, Path state) {
  Path jar(String standIn) {
    return root.resolve("local/%s/target/local-%s.jar".formatted(standIn, standIn));
  }

  Path serviceJar(String service) {
    return root.resolve("services/%s/target/quarkus-app/quarkus-run.jar".formatted(service));
  }

  Path contract(String service, String file) {
    return root.resolve("services/%s/src/main/contract/%s".formatted(service, file));
  }

  Path demoModel() {
    return root.resolve("local/demo-model/corral-demo.gguf");
  }

  Path stateOf(String part) {
    return state.resolve(part);
  }

  Path pidFile(String part) {
    return state.resolve("run").resolve(part + ".pid");
  }

  Path log(String part) {
    return state.resolve("logs").resolve(part + ".log");
  }

  Path kubeconfig() {
    return stateOf("kubernetes").resolve("kubeconfig");
  }

  Path clusterCa() {
    return stateOf("kubernetes").resolve("ca.crt");
  }

  /// What a pod would find in its projected volumes: a kubeconfig and a service-account token.
  Path kubeconfigOf(String service) {
    return state.resolve("accounts").resolve(service + ".kubeconfig");
  }

  /// From which dispatcher and proxy derive the engines' keys.
  Path engineKey() {
    return state.resolve("secrets").resolve("engine.key");
  }

  /// Where one puts `<name>.json` to route models to a server elsewhere.
  Path externalEndpoints() {
    return state.resolve("secrets").resolve("external-endpoints");
  }

  Path tokenOf(String service) {
    return state.resolve("accounts").resolve(service + ".token");
  }
}
