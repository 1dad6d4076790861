package dev.corral.dispatcher.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container that puts something into the model's volume before the engine starts. It prints
/// `corral-progress <completed bytes> <total bytes>`, exits 44 when there is no such thing and 45
/// when it may not be had, and goes on where it was when it is started again.
///
/// @param command the program and its fixed arguments, a script of ours among them
/// @param environment everything that varies
/// @param token the Secret whose key `token` it gets as `HF_TOKEN`
/// @param reachesAws true when it may have the pod's AWS role
public record Fetch(
    String name,
    String image,
    List<String> command,
    Map<String, String> environment,
    Optional<String> token,
    boolean reachesAws) {
  /// The container that every launch shows as the phase `weights`.
  public static final String WEIGHTS = "weights";
}
