package dev.corral.local.engine.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of a file, computed when first asked for: hashing a big model must not delay its
/// start.
public final class Digest {
  private final Path file;
  private @Nullable String hex;

  public Digest(Path file) {
    this.file = file;
  }

  /// Lower-case hexadecimal.
  public synchronized String hex() {
    var known = hex;
    if (known == null) {
      known = compute();
      hex = known;
    }
    return known;
  }

  private String compute() {
    try (var in = Files.newInputStream(file)) {
      var sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
