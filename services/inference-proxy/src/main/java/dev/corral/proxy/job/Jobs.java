package dev.corral.proxy.job;

import java.util.Optional;

/// Asynchronous prompts as this installation has them.
public record Jobs(Optional<Open> open) {
  /// Where they are accepted, and who runs them.
  public record Open(JobDesk desk, JobWorker worker) {}
}
