package dev.corral.proxy.conformance;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.ScriptedEngine.Call;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.image.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An engine that answers with recorded exchanges, in a pod or as a server elsewhere.
///
/// @param engine what the model says it is served by
/// @param dialect what the engine is spoken to in
/// @param prefix before the engine's own paths: a server elsewhere has a base
record RecordedColumn(
    String title, String engine, String dialect, String prefix, ScriptedEngine server)
    implements Column {

  private static final String GENERATIONS = "/images/generations";

  /// Engines in pods whose documentation has OpenAI's first image route, and neither of the others.
  private static final Set<String> GENERATE = Set.of("localai", "textgen");

  static Column pod(String engine, String dialect) {
    return new RecordedColumn(engine, engine, dialect, "", Scene.engine());
  }

  /// A server of the platform team's list.
  static Column elsewhere(String dialect) {
    try {
      return new RecordedColumn(
          "external (" + dialect + ")", "external", dialect, "/far", new ScriptedEngine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String model() {
    return prefix.isEmpty() ? "conform-" + engine : "conform-external-" + dialect;
  }

  @Override
  public void publish() {
    server.script(model(), this::answer);
    if (prefix.isEmpty()) {
      Scene.model(model(), "alice", true, engine, Map.of("corral.dev/dialect", dialect));
      return;
    }
    define();
    Scene.model(
        model(),
        "alice",
        true,
        engine,
        Map.of(
            "corral.dev/dialect",
            dialect,
            "corral.dev/upstream-url",
            "http://127.0.0.1:" + server.port(),
            "corral.dev/upstream-auth",
            model()));
  }

  /// No server of pictures has been recorded: theirs is the answer of OpenAI's documentation.
  private void answer(Call call) throws IOException {
    if (call.head().contains("/images/") && !paints(call)) {
      call.whole(404, "{\"detail\":\"Not Found\"}"); // as vLLM says it; others have other words
    } else if (call.head().contains("/images/")) {
      String picture = Base64.getEncoder().encodeToString(Samples.png(64, 64));
      call.whole(200, "{\"created\":1,\"data\":[{\"b64_json\":\"%s\"}]}".formatted(picture));
    } else {
      Recordings.send(call, recordings().answer(caseOf(call)));
    }
  }

  private boolean paints(Call call) {
    boolean generates = call.head().contains(GENERATIONS) && GENERATE.contains(title);
    return generates || (!prefix.isEmpty() && dialect.equals("openai"));
  }

  private void define() {
    String base = prefix + (dialect.equals("openai") ? "/v1" : "");
    String definition =
        "{\"url\":\"http://127.0.0.1:%d%s\",\"dialect\":\"%s\",\"auth\":\"bearer\",\"token\":\"t\"}"
            .formatted(server.port(), base, dialect);
    Path folder = Path.of(Scene.setting("corral.external.endpoints-dir"));
    try {
      Files.writeString(folder.resolve(model() + ".json"), definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int calls() {
    return asked().size();
  }

  private List<Call> asked() {
    return server.calls(model());
  }

  @Override
  public Heard heard(Operation operation, boolean stream, boolean tools) {
    String recorded = caseOf(asked().getLast());
    Operation own = Recordings.operation(recorded);
    boolean streamed = recorded.endsWith("-stream");
    Reading said = Reading.of(own, streamed, recordings().answer(recorded).body());
    String path = asked().getLast().head().split(" ", 3)[1].substring(prefix.length());
    return new Heard(said, operation.path().endsWith(path) ? "relayed" : "translated");
  }

  private String caseOf(Call call) {
    return Recordings.caseOf(call, prefix);
  }

  private Recordings recordings() {
    return Recordings.of(dialect.equals("ollama") ? "ollama" : engine);
  }
}
