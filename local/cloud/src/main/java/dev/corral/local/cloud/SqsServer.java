package dev.corral.local.cloud;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.jspecify.annotations.Nullable;
import scala.Function0;

/// ElasticMQ with queues and messages in an H2 file.
final class SqsServer {
  /// After so many receives without a delete, a message moves to the dead-letter queue.
  static final int MAX_RECEIVE_COUNT = 20;

  private final LoopbackPort port;
  private final Path data;
  private final List<String> queues;
  private @Nullable Function0<?> shutdown;

  SqsServer(LoopbackPort port, Path data, List<String> queues) {
    this.port = port;
    this.data = data;
    this.queues = List.copyOf(queues);
  }

  void start() {
    shutdown = new ElasticMQServer(new ElasticMQServerConfig(config())).start();
  }

  void stop() {
    if (shutdown != null) {
      shutdown.apply();
    }
  }

  /// `WRITE_DELAY=0` makes H2 hand each commit to the operating system before the sender gets its
  /// answer, so that no accepted message is lost to `kill -9`.
  private Config config() {
    var settings = new HashMap<String, Object>();
    settings.put("rest-sqs.bind-hostname", LoopbackPort.HOST);
    settings.put("rest-sqs.bind-port", port.number());
    settings.put("node-address.host", LoopbackPort.HOST);
    settings.put("node-address.port", port.number());
    settings.put("aws.region", "eu-west-1");
    settings.put("messages-storage.enabled", true);
    settings.put(
        "messages-storage.uri", "jdbc:h2:file:" + data.resolve("queues") + ";WRITE_DELAY=0");
    var config = ConfigFactory.parseMap(settings);
    for (var queue : queues) {
      config = withQueue(config, queue);
    }
    return config.withFallback(ConfigFactory.load());
  }

  private static Config withQueue(Config config, String queue) {
    var deadLetters = queue + "-dlq";
    var redrive =
        Map.of(
            "deadLettersQueue", Map.of("name", deadLetters, "maxReceiveCount", MAX_RECEIVE_COUNT));
    return config
        .withValue("queues.\"" + deadLetters + "\"", ConfigValueFactory.fromMap(Map.of()))
        .withValue("queues.\"" + queue + "\"", ConfigValueFactory.fromMap(redrive));
  }
}
