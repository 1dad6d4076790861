package dev.corral.dispatcher.adapter;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// What is asked of an engine about adapters.
public interface EngineDoor {
  /// How a change ended.
  sealed interface Answer {}

  /// It is as it was asked to be.
  record Done() implements Answer {}

  /// It is not, and why, for a person.
  record Failed(String message) implements Answer {}

  /// The adapters of ours that it has.
  ///
  /// @throws IOException when it does not say so in time
  List<String> loaded(URI engine, String model) throws IOException, InterruptedException;

  /// Loads one.
  Answer load(URI engine, String model, String adapter) throws IOException, InterruptedException;

  /// Unloads one.
  Answer unload(URI engine, String model, String adapter) throws IOException, InterruptedException;
}
