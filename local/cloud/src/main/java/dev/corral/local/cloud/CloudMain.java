package dev.corral.local.cloud;

import dev.corral.local.cloud.aws.AwsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the four stand-ins, creates what the services own, and says `READY` when all of it
/// serves.
@Command(
    name = "local-cloud",
    mixinStandardHelpOptions = true,
    description =
        "DynamoDB, SQS, S3 and other AWS APIs on loopback, for the laptop platform and for tests.")
public final class CloudMain implements Callable<Integer> {
  private static final int PORT_TAKEN = 2;

  @Option(names = "--dynamodb-port", defaultValue = "0", description = "0 picks a free port.")
  private int dynamoDbPort;

  @Option(names = "--sqs-port", defaultValue = "0", description = "0 picks a free port.")
  private int sqsPort;

  @Option(names = "--s3-port", defaultValue = "0", description = "0 picks a free port.")
  private int s3Port;

  @Option(
      names = "--aws-port",
      defaultValue = "0",
      description = "The other AWS APIs together; 0 picks a free port.")
  private int awsPort;

  @Option(names = "--state-dir", required = true, description = "Where everything is kept.")
  private Path stateDir = Path.of(".");

  @Option(
      names = "--tables",
      arity = "1..*",
      split = ",",
      description = "JSON arrays of CreateTable requests; missing tables and indexes are created.")
  private List<Path> tables = List.of();

  @Option(
      names = "--queues",
      split = ",",
      description = "Queues, each with a dead-letter queue <name>-dlq.")
  private List<String> queues = List.of();

  @Option(names = "--buckets", split = ",", description = "S3 buckets.")
  private List<String> buckets = List.of();

  private CloudMain() {}

  /// The exit code is 2 when a port is taken, else picocli's.
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // it draws, but never on a screen
    System.exit(new CommandLine(new CloudMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var ports =
        List.of(
            LoopbackPort.choose("dynamodb", dynamoDbPort),
            LoopbackPort.choose("sqs", sqsPort),
            LoopbackPort.choose("s3", s3Port),
            LoopbackPort.choose("aws", awsPort));
    var taken = ports.stream().filter(port -> !port.isFree()).findFirst();
    if (taken.isPresent()) {
      System.err.println(taken.get().takenMessage());
      return PORT_TAKEN;
    }
    serve(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    return 0;
  }

  private void serve(
      LoopbackPort dynamoDbAt, LoopbackPort sqsAt, LoopbackPort s3At, LoopbackPort awsAt)
      throws Exception {
    var dynamoDb = new DynamoDbServer(dynamoDbAt, directory("dynamodb"), directory("native"));
    var sqs = new SqsServer(sqsAt, directory("sqs"), queues);
    var s3 = new S3Server(s3At, directory("s3"));
    var aws = new AwsServer(awsAt.number(), AwsApis.in(directory("aws"), Clock.systemUTC()));
    dynamoDb.start();
    sqs.start();
    s3.start();
    aws.start();
    new TableCreator(dynamoDbAt.uri()).createMissing(tables);
    s3.createMissing(buckets);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopAll(dynamoDb, sqs, s3, aws), "stop-stand-ins"));
    System.out.printf(
        "READY dynamodb=%d sqs=%d s3=%d aws=%d%n",
        dynamoDbAt.number(), sqsAt.number(), s3At.number(), awsAt.number());
    new CountDownLatch(1).await();
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(stateDir.toAbsolutePath().resolve(name));
  }

  /// Nothing depends on an orderly stop (the data survives a kill), so a slow one is cut short.
  private static void stopAll(DynamoDbServer dynamoDb, SqsServer sqs, S3Server s3, AwsServer aws) {
    Thread.ofPlatform().daemon().start(CloudMain::haltAfterDeadline);
    sqs.stop();
    dynamoDb.stop();
    s3.stop();
    aws.stop();
  }

  private static void haltAfterDeadline() {
    try {
      Thread.sleep(1500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
