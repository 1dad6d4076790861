package dev.corral.proxy.tally;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Where usage is written ahead.
@ConfigMapping(prefix = "corral.usage")
public interface JournalConfig {
  /// A directory of this replica alone that survives its process; without one nothing is written
  /// ahead.
  Optional<String> journalDir();

  /// Bytes after which a new file is begun.
  @WithDefault("1048576")
  int journalSegment();

  /// Most bytes of all files together; what does not fit is not written, and counted.
  @WithDefault("67108864")
  long journalMax();

  /// Most records that wait for the writer; more are not written, and counted.
  @WithDefault("10000")
  int journalQueue();
}
