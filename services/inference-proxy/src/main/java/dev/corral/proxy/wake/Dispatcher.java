package dev.corral.proxy.wake;

import java.util.concurrent.CompletionStage;

/// The two things that the proxy asks of the dispatcher.
public interface Dispatcher {

  /// Its answer.
  sealed interface Answer {
    /// The model as it is now.
    record Known(ModelStatus status) implements Answer {}

    /// There is no such model any more.
    record Gone() implements Answer {}

    /// It refuses to wake the model, and will go on refusing.
    record Refused(String reason) implements Answer {}

    /// The principal has started as many models as it may for now; others may still wake this one.
    ///
    /// @param retryAfter seconds until it may again
    record Limited(int retryAfter) implements Answer {}
  }

  /// Wakes a model for a principal; idempotent. A failed stage means that it could not be asked.
  CompletionStage<Answer> wake(String model, String principal);

  /// How far a model is.
  CompletionStage<Answer> status(String model);
}
