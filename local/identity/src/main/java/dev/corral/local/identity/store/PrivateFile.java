package dev.corral.local.identity.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// A file that only its owner can read and that is replaced as a whole, so that a killed process
/// leaves the old content or the new.
public record PrivateFile(Path path) {
  /// The content, if the file exists.
  public Optional<String> read() throws IOException {
    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  /// Replaces the content.
  public void write(String content) throws IOException {
    var directory = path.toAbsolutePath().getParent();
    var fresh = Files.createTempFile(directory, path.getFileName().toString(), ".new");
    if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(fresh, content);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
