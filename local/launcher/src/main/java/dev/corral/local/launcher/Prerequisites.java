package dev.corral.local.launcher;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What must be true before anything is started, each with its way out.
record Prerequisites(Layout layout, Screen screen) {
  boolean met(List<Part> parts, Engine engine) {
    var problems = new ArrayList<String>();
    parts.stream()
        .map(Part::jar)
        .filter(jar -> !Files.exists(jar))
        .forEach(jar ->
            problems.add(layout.root().relativize(jar) + " is not built. Run `make build`."));
    if (!Files.isReadable(engine.model())) {
      problems.add("The model " + engine.model() + " cannot be read. Check CORRAL_MODEL.");
    }
    parts.forEach(part -> problems.addAll(takenPorts(part)));
    problems.forEach(screen::say);
    return problems.isEmpty();
  }

  private static List<String> takenPorts(Part part) {
    return part.ports().stream()
        .filter(port -> !PortOwner.isFree(port))
        .map(port ->
            "Port %d, wanted for %s, is taken by %s. Free it, or move all ports: make up ARGS=\"--port-base 9000\"."
                .formatted(port, part.name(), PortOwner.describe(port)))
        .toList();
  }
}
