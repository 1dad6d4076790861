package dev.corral.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// Files that only their owner may read, and that are there whole or not at all.
final class PrivateFile {
  private static final int SECRET_BYTES = 32;

  private PrivateFile() {}

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Makes a random secret the first time and leaves it alone afterwards. It is text, so that a
  /// reader may cut white space off its end.
  static void makeSecret(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }
}
