package dev.corral.dispatcher.discovery;

/// Asks for everything that Bedrock offers. Never throws for what AWS does: a list that could not
/// be had is [Answers.Part.Unheard].
@FunctionalInterface
public interface Catalogue {
  /// The answers of this moment.
  Answers ask();
}
