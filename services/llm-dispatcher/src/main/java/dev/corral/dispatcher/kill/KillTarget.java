package dev.corral.dispatcher.kill;

import java.util.List;

/// What can cost money on GPUs, as the cluster shows it and lets it be ended.
public interface KillTarget {
  /// What there is now. Fails when the cluster does not answer.
  Seen look();

  /// Sets a node pool's limits to zero, if it still is at this version.
  void close(Pool pool);

  /// Lets every workload be looked at now, so that it finds that it may hold no GPU.
  void hurryWorkloads();

  /// Deletes a node claim: its node drains and its instance goes.
  void delete(Claim claim);

  /// Everything at one moment.
  ///
  /// @param gpuPods pods of workloads that hold or want a GPU
  record Seen(List<Pool> pools, List<String> gpuPods, List<Claim> claims) {
    public Seen {
      pools = List.copyOf(pools);
      gpuPods = List.copyOf(gpuPods);
      claims = List.copyOf(claims);
    }

    static Seen nothing() {
      return new Seen(List.of(), List.of(), List.of());
    }
  }

  /// A node pool of ours.
  ///
  /// @param limits the names of what it limits; closing keeps to them, so that opening leaves none
  ///   over
  /// @param closed true when its limits are zero
  record Pool(String name, String version, List<String> limits, boolean closed) {}

  /// A node claim with our label, whether or not its node pool still exists.
  ///
  /// @param leaving true when it is being deleted already
  record Claim(String name, String version, boolean leaving) {}
}
