package dev.corral.local.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The stand-ins as the launcher starts them: a process of its own, spoken to by the real clients.
final class CloudProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("READY dynamodb=(\\d+) sqs=(\\d+) s3=(\\d+) aws=(\\d+)");
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final Process process;
  private final List<Integer> ports;

  private CloudProcess(Process process, List<Integer> ports) {
    this.process = process;
    this.ports = ports;
  }

  static CloudProcess start(Path state, String... options) throws IOException {
    var process = launch(state, options);
    var output = new BufferedReader(process.inputReader());
    var ready = READY.matcher(String.valueOf(output.readLine()));
    if (!ready.matches()) {
      throw new IOException("The stand-ins did not say READY");
    }
    return new CloudProcess(
        process,
        List.of(
            Integer.valueOf(ready.group(1)),
            Integer.valueOf(ready.group(2)),
            Integer.valueOf(ready.group(3)),
            Integer.valueOf(ready.group(4))));
  }

  static Process launch(Path state, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx192m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CloudMain.class.getName(), "--state-dir", state.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(uri(0))
        .region(Region.EU_WEST_1)
        .credentialsProvider(ANYBODY)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  SqsClient sqs() {
    return SqsClient.builder()
        .endpointOverride(uri(1))
        .region(Region.EU_WEST_1)
        .credentialsProvider(ANYBODY)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  S3Client s3() {
    return S3Client.builder()
        .endpointOverride(uri(2))
        .forcePathStyle(true)
        .region(Region.EU_WEST_1)
        .credentialsProvider(ANYBODY)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// A client of one of the APIs that share a port.
  <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C aws(B builder) {
    return aws(builder, Region.EU_CENTRAL_1);
  }

  <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C aws(
      B builder, Region region) {
    return builder
        .endpointOverride(aws())
        .region(region)
        .credentialsProvider(ANYBODY)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  URI aws() {
    return uri(3);
  }

  List<Integer> ports() {
    return ports;
  }

  private URI uri(int part) {
    return URI.create("http://127.0.0.1:" + ports.get(part));
  }

  /// `kill -9`: nothing in the process gets a chance to save anything.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM; true when it was gone in time.
  boolean terminate(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
