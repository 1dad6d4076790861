package dev.corral.proxy.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Asynchronous prompts.
@ConfigMapping(prefix = "corral.jobs")
public interface JobConfig {
  /// Where answers are kept, as `responses/<job>.json`; without a bucket every prompt is answered
  /// at once.
  Optional<String> bucket();

  /// Another S3 than AWS's.
  Optional<URI> s3Endpoint();

  /// Bucket names in the path, as stand-ins want it.
  @WithDefault("false")
  boolean pathStyle();

  /// How long a job may wait for its model.
  @WithDefault("300s")
  Duration timeToLive();

  /// Most jobs that this replica runs at once.
  @WithDefault("8")
  int concurrency();

  /// Longest request body in bytes.
  @WithDefault("204800")
  int maxBodyBytes();

  /// Longest answer in bytes that is kept.
  @WithDefault("4194304")
  int maxAnswerBytes();

  /// After so long without a sign of life of who runs it, a job is given to somebody else.
  @WithDefault("60s")
  Duration visibility();

  /// How long the queue is asked for the next jobs before it is asked again; at most 20 s.
  @WithDefault("10s")
  Duration poll();
}
