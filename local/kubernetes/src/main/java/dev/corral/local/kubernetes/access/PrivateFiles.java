package dev.corral.local.kubernetes.access;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and directories that only their owner can read.
public final class PrivateFiles {
  private PrivateFiles() {}

  /// Writes a file with mode 600, whole or not at all.
  public static void write(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(draft);
    Files.createFile(draft, permissions(file, "rw-------"));
    Files.writeString(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Makes a directory with mode 700 if it is not there.
  public static Path directory(Path directory) throws IOException {
    try {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      return Files.createDirectory(directory, permissions(directory, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      return directory;
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String mode) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
