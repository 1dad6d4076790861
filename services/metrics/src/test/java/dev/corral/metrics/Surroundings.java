package dev.corral.metrics;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

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
    issuer = new ClusterIssuer();
    issuer.start();
    var config = new HashMap<String, String>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("corral.cluster.issuer", issuer.url());
    config.put("corral.intake.visibility", "PT5S");
    config.put("corral.intake.poll", "PT1S");
    config.put("corral.intake.longest-pause", "PT1S");
    for (var service : new String[] {"dynamodb", "sqs"}) {
      config.put("quarkus." + service + ".endpoint-override", cloud.url(service));
      config.put("quarkus." + service + ".aws.region", "eu-central-1");
      config.put("quarkus." + service + ".aws.credentials.type", "static");
      config.put("quarkus." + service + ".aws.credentials.static-provider.access-key-id", "local");
      config.put(
          "quarkus." + service + ".aws.credentials.static-provider.secret-access-key", "local");
    }
    return config;
  }

  @Override
  public void stop() {
    cloud.kill();
    issuer.stop();
  }
}
