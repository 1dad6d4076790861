package dev.corral.proxy.admission;

import java.util.concurrent.CompletionStage;

/// Knows which keys are valid. A failed stage means that it could not be asked.
public interface KeyAuthority {
  /// The word about a key of which only the id and the hash are told.
  CompletionStage<KeyVerdict> ask(String id, String sha256);
}
