package dev.corral.local.launcher;

import java.net.URI;

/// How a part says that it serves.
sealed interface Readiness {
  /// It prints a line that begins with `READY`.
  record ReadyLine() implements Readiness {}

  /// This address answers 200.
  record Healthy(URI uri) implements Readiness {}
}
