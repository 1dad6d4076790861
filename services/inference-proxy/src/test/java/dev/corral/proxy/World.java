package dev.corral.proxy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Everything around the proxy: a Kubernetes API and an SQS of the laptop platform as real
/// processes; issuer, gateway and dispatcher scripted by WireMock.
public final class World implements QuarkusTestResourceLifecycleManager {
  private final WireMockServer peers =
      new WireMockServer(
          WireMockConfiguration.options()
              .dynamicPort()
              .bindAddress("127.0.0.1")
              .containerThreads(64));
  private final KeyPair keys = rsa();

  private final java.util.List<AutoCloseable> running = new java.util.ArrayList<>();

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    System.setProperty("aws.accessKeyId", "test"); // where the SDK's own chain looks first
    System.setProperty("aws.secretAccessKey", "test");
    try {
      Path state = Files.createTempDirectory("inference-proxy-test");
      StandIn kubernetes =
          StandIn.start(
              "kubernetes", "--port", "0", "--state-dir", state.resolve("k8s").toString());
      StandIn cloud =
          StandIn.start(
              "cloud",
              "--dynamodb-port",
              "0",
              "--sqs-port",
              "0",
              "--s3-port",
              "0",
              "--state-dir",
              state.resolve("cloud").toString(),
              "--queues",
              "corral-usage,corral-prompts",
              "--aws-port",
              "0",
              "--buckets",
              "corral-answers,corral-images");
      running.add(kubernetes);
      running.add(cloud);
      peers.start();
      scriptPeers();
      return settings(state, kubernetes, cloud);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> settings(Path state, StandIn kubernetes, StandIn cloud)
      throws IOException {
    Path kubeconfig = state.resolve("k8s/kubeconfig");
    Config cluster = Config.fromKubeconfig(Files.readString(kubeconfig));
    String sqs = "http://127.0.0.1:" + cloud.port("sqs");
    Map<String, String> settings = new HashMap<>();
    settings.put("test.kubeconfig", kubeconfig.toString());
    settings.put("test.sqs", sqs);
    settings.put("test.peers", Integer.toString(peers.port()));
    settings.put(
        "test.signing-key", Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    settings.put("quarkus.kubernetes-client.api-server-url", cluster.getMasterUrl());
    settings.put("quarkus.kubernetes-client.token", cluster.getAutoOAuthToken());
    settings.put("quarkus.kubernetes-client.trust-certs", "true");
    settings.put("quarkus.sqs.endpoint-override", sqs);
    settings.put("quarkus.sqs.aws.region", "eu-central-1");
    settings.put("quarkus.sqs.aws.credentials.type", "static");
    settings.put("quarkus.sqs.aws.credentials.static-provider.access-key-id", "test");
    settings.put("quarkus.sqs.aws.credentials.static-provider.secret-access-key", "test");
    settings.put("corral.oidc.issuer", peers.baseUrl());
    settings.put("corral.cluster.issuer", "https://127.0.0.1:" + kubernetes.port("port"));
    settings.put("corral.cluster.ca-file", state.resolve("k8s/ca.crt").toString());
    settings.put("corral.bedrock.region", "eu-central-1");
    settings.put("corral.bedrock.endpoint-override", "http://127.0.0.1:" + cloud.port("aws"));
    settings.put("test.cloud-knobs", state.resolve("cloud/aws/knobs.json").toString());
    settings.put("corral.external.endpoints-dir", state.resolve("endpoints").toString());
    settings.put("corral.external.allow-private", "true");
    settings.put("corral.engine-key-file", engineKey(state).toString());
    settings.put("corral.dispatcher.url", peers.baseUrl());
    settings.put("corral.gateway.internal-url", peers.baseUrl());
    settings.put("corral.usage.journal-dir", state.resolve("usage").toString());
    // The SDK's own chain: the clients of S3 are not Quarkus's.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "eu-central-1");
    settings.put("corral.jobs.bucket", "corral-answers");
    settings.put("corral.jobs.s3-endpoint", "http://127.0.0.1:" + cloud.port("s3"));
    settings.put("test.s3", "http://127.0.0.1:" + cloud.port("s3"));
    settings.put("corral.jobs.path-style", "true");
    settings.put("corral.jobs.time-to-live", "20s");
    settings.put("corral.jobs.poll", "1s");
    settings.put("corral.jobs.visibility", "3s");
    settings.put("test.aws-knobs", state.resolve("cloud/aws/knobs.json").toString());
    settings.put("corral.images.bucket", "corral-images");
    settings.put("corral.images.s3-endpoint", "http://127.0.0.1:" + cloud.port("s3"));
    settings.put("corral.images.path-style", "true");
    settings.put("corral.images.bedrock-endpoint", "http://127.0.0.1:" + cloud.port("aws"));
    settings.put("corral.images.bedrock-region", "us-west-2");
    settings.put("corral.images.upload.max-upload-bytes", "400000");
    settings.put("corral.images.upload.max-pixels", "1000000");
    settings.put("corral.images.max-answer-bytes", "4000000");
    settings.put("corral.prompt-check.model", "judge");
    settings.put("corral.prompt-check.deadline", "2s");
    settings.put("corral.keys.positive", "300ms");
    settings.put("corral.cold-start.hold", "1s");
    settings.put("corral.cold-start.heartbeat", "500ms");
    settings.put("corral.cold-start.poll", "100ms");
    settings.put("corral.cold-start.patience", "10m");
    settings.put("corral.cold-start.waiters", "100");
    settings.put("corral.relay.first-token", "3s");
    settings.put("corral.relay.idle", "2500ms");
    settings.put("corral.relay.stuck-reader", "3s");
    settings.put("corral.relay.slow-body", "1s");
    settings.put("corral.relay.tick", "50ms");
    settings.put("corral.prompt.max-body-bytes", "600000");
    return settings;
  }

  private static Path engineKey(Path state) throws IOException {
    Files.createDirectories(state.resolve("endpoints"));
    return Files.writeString(state.resolve("engine.key"), "corral-test-secret-of-32-bytes!!\n");
  }

  private void scriptPeers() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    json(
        WireMock.get("/.well-known/openid-configuration"),
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(peers.baseUrl(), peers.baseUrl()));
    json(
        WireMock.get("/jwks"),
        "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"k1\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(base64(key.getModulus()), base64(key.getPublicExponent())));
    peers.stubFor(
        WireMock.post("/collector/v1/traces")
            .willReturn(WireMock.ok().withHeader("content-type", "application/x-protobuf")));
    json(WireMock.post("/internal/keys/verify"), "{\"active\":false}");
    json(WireMock.post("/internal/people/allowance"), "{\"budgets\":[]}");
    key("abcdefghij12", "[\"openai\",\"anthropic\",\"ollama\"]", "[\"*\"]");
    key("openaionly12", "[\"openai\"]", "[\"shared\"]");
  }

  private void key(String id, String dialects, String models) {
    json(
        WireMock.post("/internal/keys/verify")
            .withRequestBody(WireMock.matchingJsonPath("$.id", WireMock.equalTo(id))),
        "{\"active\":true,\"keyId\":\"%s\",\"principal\":\"alice\",\"groups\":[\"corral-user\"],\"models\":%s,\"dialects\":%s,\"new\":1}"
            .formatted(id, models, dialects));
  }

  private void json(MappingBuilder request, String body) {
    peers.stubFor(request.willReturn(WireMock.okJson(body)));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int skip = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
  }

  @Override
  public void stop() {
    for (AutoCloseable part : running) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    peers.stop();
  }
}
