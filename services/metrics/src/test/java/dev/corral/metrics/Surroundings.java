package dev.corral.metrics;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// What metrics needs around it: the stand-in for the cloud, and an issuer.
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

  private static CloudProcess cloud;
  private static ClusterIssuer issuer;

  public static CloudProcess cloud() {
    return cloud;
  }

  public static ClusterIssuer issuer() {
    return issuer;
  }

  @Override
  public Map<String, String> start() {
    cloud = new CloudProcess();
    issuer = new ClusterIssuer(freePort());
    issuer.start();
    var config = new HashMap<>(config(issuer));
    config.put("quarkus.dynamodb.endpoint-override", cloud.url("dynamodb"));
    config.put("quarkus.sqs.endpoint-override", cloud.url("sqs"));
    return config;
  }

  @Override
  public void stop() {
    cloud.kill();
    issuer.stop();
  }

  /// What is the same in every test.
  static Map<String, String> config(ClusterIssuer issuer) {
    var config = new HashMap<String, String>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("corral.cluster.issuer", issuer.url());
    config.put("corral.intake.visibility", "PT5S");
    config.put("corral.intake.poll", "PT1S");
    config.put("corral.intake.longest-pause", "PT1S");
    for (var service : new String[] {"dynamodb", "sqs"}) {
      var credentials = "quarkus." + service + ".aws.credentials.";
      config.put("quarkus." + service + ".aws.region", "eu-central-1");
      config.put(credentials + "type", "static");
      config.put(credentials + "static-provider.access-key-id", "local");
      config.put(credentials + "static-provider.secret-access-key", "local");
    }
    return config;
  }

  /// A port below those that outgoing connections get, which could take it before its use.
  static int freePort() {
    return ThreadLocalRandom.current()
        .ints(1000, 20_000, 32_000)
        .filter(Surroundings::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
