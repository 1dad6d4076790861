package dev.corral.dispatcher.api;

import dev.corral.dispatcher.resource.Commands;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Writes a command into the annotations of a model or an app, later than every command before it.
record NewCommand<T extends HasMetadata>(T resource, Instant now, String by) {
  void wake() {
    put(Commands.WAKE, next().text());
  }

  void stop() {
    put(Commands.STOP, next().text());
  }

  void idleTimeout() {
    put(Commands.IDLE_TIMEOUT, next().text());
  }

  void keepWarm(Instant until) {
    put(Commands.KEEP_WARM, new Commands.KeepWarm(until, next()).text());
  }

  private Commands.Command next() {
    return new Commands.Command(Commands.read(annotations()).after(now), by);
  }

  private Map<String, String> annotations() {
    return Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of());
  }

  private void put(String name, String value) {
    var all = new TreeMap<String, String>(annotations());
    all.put(name, value);
    resource.getMetadata().setAnnotations(all);
  }
}
