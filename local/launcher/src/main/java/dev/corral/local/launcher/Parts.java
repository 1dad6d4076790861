package dev.corral.local.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table of the platform: each part, its command line and its configuration.
final class Parts {
  private static final String CLIENTS = "corral-console,corral-cli";
  private static final String REGION = "eu-central-1";
  private static final String CLUSTER = "local";

  /// Bedrock's image models are in the United States only.
  private static final String PAINTERS =
      "stability.stable-image-core-v1:1,stability.stable-image-ultra-v1:1,"
          + "stability.sd3-5-large-v1:0,us.stability.stable-image-inpaint-v1:0,"
          + "us.stability.stable-outpaint-v1:0,us.stability.stable-image-search-replace-v1:0,"
          + "us.stability.stable-image-remove-background-v1:0";

  private static final String IMAGES = "corral-images";

  private final Layout layout;
  private final Ports ports;
  private final Engine engine;

  /// @param engine what answers for every model that is launched here
  Parts(Layout layout, Ports ports, Engine engine) {
    this.layout = layout;
    this.ports = ports;
    this.engine = engine;
  }

  /// What stands in for AWS, the cluster and the identity provider.
  List<Part> standIns() {
    return List.of(cloud(), kubernetes(), identity());
  }

  /// The four services, in the order in which their logs make most sense.
  List<Part> services() {
    return List.of(dispatcher(), metrics(), inferenceProxy(), gateway());
  }

  List<Part> all() {
    var all = new ArrayList<>(standIns());
    all.addAll(services());
    return all;
  }

  private Part cloud() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--dynamodb-port=" + ports.dynamoDb(),
                "--sqs-port=" + ports.sqs(),
                "--s3-port=" + ports.s3(),
                "--aws-port=" + ports.aws(),
                "--state-dir=" + layout.stateOf("cloud"),
                "--queues=corral-lifecycle,corral-usage,corral-budget,corral-prompts",
                "--buckets=corral-answers," + IMAGES,
                "--tables=" + String.join(",", tables())));
    return standIn(
        "cloud",
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        arguments,
        Map.of(),
        List.of(ports.dynamoDb(), ports.sqs(), ports.s3(), ports.aws()));
  }

  private List<String> tables() {
    return List.of("gateway", "llm-dispatcher", "metrics").stream()
        .map(service -> layout.contract(service, "tables.json"))
        .filter(Files::exists)
        .map(Path::toString)
        .toList();
  }

  private Part kubernetes() {
    var arguments =
        List.of(
            "--port=" + ports.kubernetes(),
            "--state-dir=" + layout.stateOf("kubernetes"),
            "--crds=" + definitions("corral/crds") + "," + definitions("karpenter-crds"),
            "--ec2-endpoint=" + local(ports.aws()),
            "--region=" + REGION,
            "--cluster-name=" + CLUSTER,
            "--engine-jar=" + layout.jar("engine"),
            "--engine-ports=" + ports.engines(),
            "--model=" + engine.model());
    return standIn(
        "kubernetes",
        List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"),
        arguments,
        engine.environment(),
        List.of(ports.kubernetes()));
  }

  private Path definitions(String folder) {
    return layout.root().resolve("charts").resolve(folder);
  }

  private Part identity() {
    var arguments =
        List.of(
            "--port=" + ports.identity(),
            "--state-dir=" + layout.stateOf("identity"),
            "--client-id=corral-console",
            "--redirect-uri=http://localhost:%d/callback".formatted(ports.gateway()),
            "--post-logout-uri=http://localhost:%d/".formatted(ports.gateway()));
    return standIn(
        "identity",
        List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
        arguments,
        password(),
        List.of(ports.identity()));
  }

  private Part standIn(
      String name,
      List<String> jvm,
      List<String> arguments,
      Map<String, String> environment,
      List<Integer> listens) {
    return new Part(
        name, layout.jar(name), jvm, arguments, environment, listens, new Readiness.ReadyLine());
  }

  /// Whoever starts the platform may choose one password for all its people.
  private static Map<String, String> password() {
    var chosen = System.getenv("CORRAL_LOCAL_PASSWORD");
    return chosen == null ? Map.of() : Map.of("CORRAL_LOCAL_PASSWORD", chosen);
  }

  private Part dispatcher() {
    var configuration = configuration("llm-dispatcher");
    aws(configuration);
    configuration.put("CORRAL_IDLE_LOOK", "2s");
    configuration.put("CORRAL_LAUNCH_PER_HOUR", "1000");
    configuration.put("CORRAL_LEAD_LEASE_DURATION", "5s");
    configuration.put("CORRAL_LEAD_RENEW_DEADLINE", "4s");
    configuration.put("CORRAL_LEAD_RETRY", "1s");
    configuration.put("CORRAL_AWS_ENDPOINT", local(ports.aws()));
    configuration.put("CORRAL_CLUSTER_NAME", CLUSTER);
    configuration.put("CORRAL_ENGINE_KEY_FILE", layout.engineKey().toString());
    configuration.put("CORRAL_IMAGES_ALLOW_TAGS", "true");
    // Nobody publishes an image of it; the simulated kubelet asks for none.
    configuration.put("CORRAL_ENGINES_TEXTGEN_GPU_IMAGE", "localhost/corral/textgen:local");
    configuration.put("CORRAL_EXTERNAL_ENDPOINTS_DIR", layout.externalEndpoints().toString());
    configuration.put("CORRAL_EXTERNAL_ALLOW_PRIVATE", "true");
    configuration.put("CORRAL_DISCOVERY_ELSEWHERE", PAINTERS);
    appAddresses(configuration);
    configuration.put("CORRAL_APPS_PROXY_URL", local(ports.inferenceProxy()));
    configuration.put("CORRAL_GATEWAY_INTERNAL_URL", local(ports.management(ports.gateway())));
    configuration.put("CORRAL_IDLE_MIN_UP", "0s");
    return service("llm-dispatcher", ports.dispatcher(), 192, true, configuration);
  }

  private Part metrics() {
    var configuration = configuration("metrics");
    aws(configuration);
    return service("metrics", ports.metrics(), 160, true, configuration);
  }

  private Part inferenceProxy() {
    var configuration = configuration("inference-proxy");
    aws(configuration);
    people(configuration);
    configuration.put("CORRAL_DISPATCHER_URL", local(ports.dispatcher()));
    configuration.put("CORRAL_GATEWAY_INTERNAL_URL", local(ports.management(ports.gateway())));
    configuration.put("CORRAL_ENGINE_KEY_FILE", layout.engineKey().toString());
    configuration.put("CORRAL_JOBS_BUCKET", "corral-answers");
    configuration.put("CORRAL_JOBS_S3_ENDPOINT", local(ports.s3()));
    configuration.put("CORRAL_JOBS_PATH_STYLE", "true");
    configuration.put(
        "CORRAL_USAGE_JOURNAL_DIR", layout.stateOf("inference-proxy").resolve("usage").toString());
    elsewhere(configuration);
    images(configuration);
    return service("inference-proxy", ports.inferenceProxy(), 256, false, configuration);
  }

  /// Bedrock is the cloud's stand-in; servers of one's own may be on this laptop.
  private void elsewhere(Map<String, String> configuration) {
    configuration.put("CORRAL_BEDROCK_REGION", "eu-central-1");
    configuration.put("CORRAL_BEDROCK_ENDPOINT_OVERRIDE", local(ports.aws()));
    configuration.put("CORRAL_EXTERNAL_ENDPOINTS_DIR", layout.externalEndpoints().toString());
    configuration.put("CORRAL_EXTERNAL_ALLOW_PRIVATE", "true");
    configuration.put("CORRAL_EXTERNAL_ALLOW_HTTP", "true");
  }

  /// The store is where the browser finds it too, for links; Bedrock has image models in the United
  /// States only.
  private void images(Map<String, String> configuration) {
    configuration.put("CORRAL_IMAGES_BUCKET", IMAGES);
    configuration.put("CORRAL_IMAGES_S3_ENDPOINT", local(ports.s3()));
    configuration.put("CORRAL_IMAGES_PATH_STYLE", "true");
    configuration.put("CORRAL_IMAGES_BEDROCK_ENDPOINT", local(ports.aws()));
    configuration.put("CORRAL_IMAGES_BEDROCK_REGION", "us-west-2");
  }

  private Part gateway() {
    var configuration = configuration("gateway");
    aws(configuration);
    people(configuration);
    configuration.put("CORRAL_DISPATCHER_URL", local(ports.dispatcher()));
    configuration.put("CORRAL_METRICS_URL", local(ports.metrics()));
    configuration.put("CORRAL_PROXY_URL", local(ports.inferenceProxy()));
    configuration.put("CORRAL_PROXY_INTERNAL_URL", local(ports.management(ports.inferenceProxy())));
    configuration.put("CORRAL_PLATFORM_NOTICE", engine.notice());
    configuration.put("CORRAL_APPS_CONSOLE_URL", "http://localhost:" + ports.gateway());
    appAddresses(configuration);
    return service("gateway", ports.gateway(), 192, true, configuration);
  }

  /// Browsers find every name below `localhost` on this machine.
  private void appAddresses(Map<String, String> configuration) {
    configuration.put("CORRAL_APPS_DOMAIN", "apps.localhost:" + ports.gateway());
    configuration.put("CORRAL_APPS_SCHEME", "http");
  }

  /// What each service is told, as a chart would tell it.
  private Map<String, String> configuration(String service) {
    var configuration = new TreeMap<String, String>();
    configuration.put("KUBECONFIG", layout.kubeconfigOf(service).toString());
    configuration.put("CORRAL_CLUSTER_ISSUER", "https://127.0.0.1:" + ports.kubernetes());
    configuration.put("CORRAL_CLUSTER_CA_FILE", layout.clusterCa().toString());
    configuration.put("CORRAL_SERVICE_TOKEN_FILE", layout.tokenOf(service).toString());
    return configuration;
  }

  private void aws(Map<String, String> configuration) {
    configuration.put("AWS_REGION", REGION);
    configuration.put("AWS_ACCESS_KEY_ID", "local");
    configuration.put("AWS_SECRET_ACCESS_KEY", "local");
    configuration.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", local(ports.dynamoDb()));
    configuration.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", local(ports.sqs()));
  }

  private void people(Map<String, String> configuration) {
    configuration.put("CORRAL_OIDC_ISSUER", "http://localhost:" + ports.identity());
    configuration.put("CORRAL_OIDC_CLIENT_IDS", CLIENTS);
  }

  private Part service(
      String name, int port, int heapMib, boolean quickCompiler, Map<String, String> environment) {
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", "" + port);
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", "" + ports.management(port));
    var jvm = new ArrayList<>(List.of("-Xmx" + heapMib + "m"));
    if (quickCompiler) {
      jvm.add("-XX:TieredStopAtLevel=1");
    }
    return new Part(
        name,
        layout.serviceJar(name),
        jvm,
        List.of(),
        environment,
        List.of(port, ports.management(port)),
        new Readiness.Healthy(URI.create(local(ports.management(port)) + "/q/health/ready")));
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }
}
