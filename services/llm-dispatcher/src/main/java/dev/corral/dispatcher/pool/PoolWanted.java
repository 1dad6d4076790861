package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.pool.GpuBan.Ban;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What people want of a pool, and what was known of it when it was looked at last.
///
/// @param stop the last command to stop it
/// @param ban whether the budget forbids every GPU
public record PoolWanted(
    PoolRef ref,
    GpuPoolSpec spec,
    boolean deleting,
    Optional<Instant> stop,
    Ban ban,
    GpuPoolStatus before,
    Instant createdAt,
    long generation) {

  /// Reads the resource.
  public static PoolWanted of(GpuPool pool, Ban ban) {
    var meta = pool.getMetadata();
    GpuPoolStatus before = pool.getStatus();
    return new PoolWanted(
        PoolRef.of(pool),
        pool.getSpec().defaulted(),
        meta.getDeletionTimestamp() != null,
        Commands.read(meta.getAnnotations()).stop().map(Commands.Command::at),
        ban,
        before == null ? new GpuPoolStatus(null, null, null, null, null, null, null, null) : before,
        KarpenterStatus.instant(meta.getCreationTimestamp()).orElse(Instant.EPOCH),
        Objects.requireNonNullElse(meta.getGeneration(), 0L));
  }

  /// True while every GPU is forbidden.
  boolean killed() {
    return ban == Ban.KILLED;
  }

  /// The command to stop that has not been carried out.
  Optional<Instant> pendingStop() {
    Instant done = KarpenterStatus.instant(before.stoppedAt()).orElse(Instant.EPOCH);
    return stop.filter(at -> at.isAfter(done));
  }

  /// What its ladder was like.
  List<GpuPoolStatus.RungStatus> rungsBefore() {
    return Objects.requireNonNullElse(before.rungs(), List.of());
  }
}
