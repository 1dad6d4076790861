package dev.corral.local.engine;

import dev.corral.local.engine.generation.Embeddings;
import dev.corral.local.engine.generation.Generator;
import dev.corral.local.engine.generation.LlamaCpp;
import dev.corral.local.engine.generation.Pace;
import dev.corral.local.engine.generation.Sampling;
import dev.corral.local.engine.gguf.Digest;
import dev.corral.local.engine.gguf.ModelCard;
import dev.corral.local.engine.http.EngineServer;
import dev.corral.local.engine.http.ServedModel;
import dev.corral.local.engine.ollama.OllamaRoutes;
import dev.corral.local.engine.openai.OpenAiRoutes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves one GGUF model in Ollama's and OpenAI's dialect.
@Command(
    name = "local-engine",
    mixinStandardHelpOptions = true,
    description = "llama.cpp behind Ollama's and OpenAI's API, on loopback.")
public final class EngineMain implements Callable<Integer> {
  private static final int PORT_TAKEN = 2;
  private static final int MODEL_NOT_FOUND = 44;

  private static final Duration GRACE = Duration.ofMillis(1500);

  @Option(names = "--port", defaultValue = "0", description = "0 picks a free port.")
  private int port;

  @Option(names = "--model", required = true, description = "The GGUF file.")
  private Path file = Path.of(".");

  @Option(names = "--served-name", defaultValue = "demo", description = "What callers call it.")
  private String servedName = "";

  @Option(
      names = "--context",
      defaultValue = "2048",
      description = "Tokens per conversation; the model's own limit holds.")
  private int context;

  @Option(
      names = "--parallel",
      defaultValue = "${env:CORRAL_ENGINE_PARALLEL:-0}",
      description = "Answers generated at once; 0 is 8 for a small model, 4 for a bigger one.")
  private int parallel;

  @Option(names = "--queue", defaultValue = "512", description = "Requests that may wait.")
  private int queue;

  @Option(
      names = "--tokens-per-second",
      defaultValue = "${env:CORRAL_ENGINE_TOKENS_PER_SECOND:-0}",
      description = "Waits between tokens so that people can watch; 0 is full speed.")
  private double tokensPerSecond;

  @Option(
      names = "--temperature",
      defaultValue = "${env:CORRAL_ENGINE_TEMPERATURE:-0.2}",
      description = "For requests that name none (default: ${DEFAULT-VALUE}).")
  private float temperature;

  private EngineMain() {}

  /// The exit code is 2 when the port is taken and 44 when the model cannot be read.
  public static void main(String[] args) {
    System.exit(new CommandLine(new EngineMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var stdout = keepStdoutForReady();
    if (!portIsFree()) {
      System.err.printf("Port %d is taken. Choose another with --port.%n", port);
      return PORT_TAKEN;
    }
    ModelCard card;
    try {
      card = ModelCard.of(file);
    } catch (IOException e) {
      System.err.printf("Cannot read the model %s: %s%n", file, e.getMessage());
      return MODEL_NOT_FOUND;
    }
    var server = serve(card);
    stdout.printf("READY port=%d%n", server.port());
    new CountDownLatch(1).await();
    return 0;
  }

  private EngineServer serve(ModelCard card) throws Exception {
    var clock = Clock.systemUTC();
    var slots = parallel > 0 ? parallel : card.isSmall() ? 8 : 4;
    var llm = LlamaCpp.load(card, context, slots);
    var generator = new Generator(llm, slots, queue, new Pace(tokensPerSecond));
    var model =
        new ServedModel(servedName, card, new Digest(file), llm.contextLength(), clock.instant());
    var defaults = Sampling.defaults(temperature);
    var embeddings = new Embeddings(card, llm.contextLength());
    var server =
        EngineServer.start(
            port,
            generator,
            List.of(
                new OllamaRoutes(model, generator, embeddings, defaults, clock),
                new OpenAiRoutes(model, generator, embeddings, defaults, clock)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, generator), "stop-engine"));
    return server;
  }

  private static void stop(EngineServer server, Generator generator) {
    server.close();
    try {
      generator.drain(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The library prints while it unpacks itself.
  private static PrintStream keepStdoutForReady() {
    var stdout = System.out;
    System.setOut(System.err);
    return stdout;
  }

  private boolean portIsFree() {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
