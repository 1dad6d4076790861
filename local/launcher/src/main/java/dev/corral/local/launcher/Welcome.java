package dev.corral.local.launcher;

import java.time.Duration;

/// The one screen that a newcomer needs.
record Welcome(PlatformOptions options, Screen screen) {
  void print(Engine engine, Duration took) {
    var url = "http://localhost:" + options.ports().gateway();
    screen
        .out()
        .println(
            """

            Corral is ready after %.1f s.

              Console     %s
              Sign in     %s
              kubectl     kubectl --kubeconfig %s -n corral get mdl
              A token     make token USER=alice
              OpenAI      %s/v1          Ollama  %s/ollama
              Logs        %s
              Model       %s

            Ctrl-C stops everything.
            """
                .formatted(
                    took.toMillis() / 1000.0,
                    url,
                    logins(),
                    options.layout().kubeconfig(),
                    url,
                    url,
                    options.layout().state().resolve("logs"),
                    engine.notice()));
  }

  private static String logins() {
    return String.join(
        "   ",
        UpCommand.people().stream()
            .map(name -> name + " / " + TokenCommand.passwordOf(name))
            .toList());
  }
}
