package dev.corral.local.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local behind a connector of our own, because its own server listens on every interface
/// and reports to AWS.
final class DynamoDbServer {
  private static final boolean ON_DISK = false;
  private static final boolean ONE_DATABASE_FOR_ALL_KEYS_AND_REGIONS = true;
  private static final boolean SLOW_STATUS_CHANGES = false;
  private static final int UNUSED_PORT = 0;

  private final LoopbackPort port;
  private final Path data;
  private final Path nativeLibraries;
  private final Server server = new Server();

  DynamoDbServer(LoopbackPort port, Path data, Path nativeLibraries) {
    this.port = port;
    this.data = data;
    this.nativeLibraries = nativeLibraries;
  }

  void start() throws Exception {
    unpackNativeLibrariesIn(nativeLibraries);
    var requests =
        new LocalDynamoDBRequestHandler(
            UNUSED_PORT,
            ON_DISK,
            data.toString(),
            ONE_DATABASE_FOR_ALL_KEYS_AND_REGIONS,
            SLOW_STATUS_CHANGES);
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost(LoopbackPort.HOST);
    connector.setPort(port.number());
    server.addConnector(connector);
    server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, "*"), "/"));
    server.setStopTimeout(500);
    server.start();
  }

  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("DynamoDB did not stop in order: " + e.getMessage());
    }
  }

  /// SQLite's library is unpacked under a new name at each start; a killed process leaves its copy.
  private static void unpackNativeLibrariesIn(Path directory) throws IOException {
    List<Path> leftovers;
    try (var files = Files.list(directory)) {
      leftovers = files.toList();
    }
    for (var leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
    System.setProperty("org.sqlite.tmpdir", directory.toString());
  }
}
