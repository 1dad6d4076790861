package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir private Path directory;

  @Test
  void aSecretIsMadeOnceAndForItsOwnerOnly() throws Exception {
    var file = directory.resolve("secrets/engine.key");
    PrivateFile.makeSecret(file);
    var secret = Files.readString(file);
    assertEquals(32, Base64.getUrlDecoder().decode(secret).length);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    PrivateFile.makeSecret(file);
    assertEquals(secret, Files.readString(file));
    var other = directory.resolve("other.key");
    PrivateFile.makeSecret(other);
    assertNotEquals(secret, Files.readString(other));
  }
}
