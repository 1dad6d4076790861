package dev.corral.gateway.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How tables are named.
@ConfigMapping(prefix = "corral.tables")
public interface TableConfig {
  /// Put before the name of every table.
  @WithDefault("corral-")
  String prefix();
}
