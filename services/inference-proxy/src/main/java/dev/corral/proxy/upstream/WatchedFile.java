package dev.corral.proxy.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A small file that may be replaced while we run, as a mounted Secret is: read again whenever it
/// is another one than before.
final class WatchedFile {
  private final Path path;
  private final long longest;
  private @Nullable Version seen;
  private Optional<byte[]> content = Optional.empty();

  private record Version(Object key, long size, Object modified) {}

  /// @param longest bytes; a longer file counts as one that is not there
  WatchedFile(Path path, long longest) {
    this.path = path;
    this.longest = longest;
  }

  /// What is in it now; empty when there is nothing that can be read.
  synchronized Optional<byte[]> read() {
    try {
      Path real = path.toRealPath(); // a Secret's files are links that change as a whole
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      Version version = new Version(real, now.size(), now.lastModifiedTime());
      if (!version.equals(seen)) {
        content = now.size() > longest ? Optional.empty() : Optional.of(Files.readAllBytes(real));
        seen = version;
      }
    } catch (IOException away) {
      seen = null;
      content = Optional.empty();
    }
    return content;
  }
}
