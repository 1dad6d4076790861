package dev.corral.gateway.world;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Everything around the gateway, as real processes and servers on free ports; shared by every test
/// of the module.
public final class World implements QuarkusTestResourceLifecycleManager {
  public static final Issuer PEOPLE = new Issuer();
  public static final Issuer CLUSTER = new Issuer();
  public static final TestDispatcher DISPATCHER = new TestDispatcher();
  public static final TestProxy PROXY = new TestProxy();
  public static final TestApp APP = new TestApp();
  public static final WireMockServer METRICS =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  public static final String OWN_TOKEN = "own.service.token";

  private static final Vertx VERTX = Vertx.vertx();

  private CloudProcess cloud;

  @Override
  public Map<String, String> start() {
    cloud = CloudProcess.start();
    PEOPLE.start();
    CLUSTER.start();
    METRICS.start();
    DISPATCHER.start(VERTX);
    PROXY.start(VERTX);
    APP.start(VERTX);
    Map<String, String> config = new HashMap<>();
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("corral.oidc.issuer", PEOPLE.url());
    config.put("corral.oidc.client-ids", "corral-console,corral-cli");
    config.put("corral.cluster.issuer", CLUSTER.url());
    config.put("corral.dispatcher.url", DISPATCHER.url());
    config.put("corral.metrics.url", METRICS.baseUrl());
    config.put("corral.proxy.url", PROXY.url());
    config.put("corral.proxy.internal-url", PROXY.url());
    config.put("corral.proxy.idle-timeout", "3s");
    config.put("corral.budgets.user-eur", "100");
    config.put("corral.budgets.group.team-a", "500");
    config.put("corral.apps.domain", "apps.localhost");
    config.put("corral.apps.scheme", "http");
    config.put("corral.apps.console-url", "http://localhost");
    config.put("corral.apps.remember", "300ms");
    config.put("corral.apps.recheck", "500ms");
    config.put("corral.platform.notice", "The demo model is tiny.");
    config.put("corral.service-token-file", tokenFile().toString());
    config.put("corral.live.heartbeat", "500ms");
    config.put("corral.gateway.body-timeout", "2s");
    config.put("corral.upstream.retry-pause", "10ms");
    config.put("corral.keys.max-per-principal", "5");
    config.put("quarkus.dynamodb.endpoint-override", cloud.endpoint());
    config.put("quarkus.dynamodb.aws.region", "eu-central-1");
    config.put("quarkus.dynamodb.aws.credentials.type", "static");
    config.put("quarkus.dynamodb.aws.credentials.static-provider.access-key-id", "local");
    config.put("quarkus.dynamodb.aws.credentials.static-provider.secret-access-key", "local");
    return config;
  }

  @Override
  public void stop() {
    METRICS.stop();
    PEOPLE.stop();
    CLUSTER.stop();
    VERTX.close();
    cloud.stop();
  }

  private static Path tokenFile() {
    try {
      return Files.writeString(Files.createTempFile("gateway", ".token"), OWN_TOKEN + "\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
