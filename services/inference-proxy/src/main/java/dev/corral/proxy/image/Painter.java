package dev.corral.proxy.image;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// One model that makes pictures, wherever it runs.
public interface Painter {

  /// What it can do.
  Set<Ability> abilities();

  /// Makes one picture. The future fails with the problem to answer with; cancelling it ends the
  /// call.
  CompletableFuture<Drawn> paint(ImageTask task);
}
