package dev.corral.local.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The weights that answer for every model launched on this machine.
///
/// @param demo whether it is the tiny model that ships with the repository
record Engine(Path model, boolean demo) {
  /// Tokens per second at which the demo model is slowed down, so that streaming can be seen.
  private static final String DEMO_PACE = "80";

  /// @param file a GGUF file, or nothing for the demo model
  static Engine of(String file, Layout layout) {
    return file.isBlank()
        ? new Engine(layout.demoModel(), true)
        : new Engine(Path.of(file).toAbsolutePath(), false);
  }

  String notice() {
    return demo
        ? "This laptop platform answers every model with one tiny demo model of 3 million weights. It"
            + " computes every token, but it only knows a little about Corral. Set CORRAL_MODEL, or run make"
            + " model, for a bigger one."
        : "This laptop platform answers every model with " + model.getFileName() + ".";
  }

  Map<String, String> environment() {
    var environment = new TreeMap<String, String>();
    if (demo) {
      environment.put("CORRAL_ENGINE_TOKENS_PER_SECOND", DEMO_PACE);
    }
    for (var knob : List.of("CORRAL_ENGINE_TOKENS_PER_SECOND", "CORRAL_ENGINE_TEMPERATURE")) {
      Optional.ofNullable(System.getenv(knob)).ifPresent(value -> environment.put(knob, value));
    }
    return environment;
  }
}
