package dev.corral.proxy.upstream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/// The keys that engines ask for, derived from the platform's secret and the model's uid as the
/// cluster contract says. The secret is read anew when its file changes.
public final class EngineKeys {
  private static final Logger LOG = Logger.getLogger(EngineKeys.class);
  private static final Set<String> KEYED = Set.of("vllm", "localai", "textgen");
  private static final int SHORTEST_SECRET = 32;
  private static final long LONGEST_FILE = 4096;
  private static final String ALGORITHM = "HmacSHA256";

  private final Optional<WatchedFile> file;

  /// @param file with the secret; says so in the log when it is missing or too short
  public EngineKeys(Optional<Path> file) {
    this.file = file.map(path -> new WatchedFile(path, LONGEST_FILE));
    if (secret().isEmpty()) {
      LOG.warn(
          "there is no secret of 32 bytes or more in corral.engine-key-file: engines that ask for"
              + " a key (vllm, localai, textgen) will refuse requests");
    }
  }

  /// What an engine of this kind wants to see as a bearer token from callers of this model; empty
  /// when it wants nothing.
  ///
  /// @param uid of the `Model`, which may be empty
  public Optional<String> key(String engine, String uid) {
    return KEYED.contains(engine) && !uid.isEmpty()
        ? secret().map(secret -> derived(secret, uid))
        : Optional.empty();
  }

  private Optional<byte[]> secret() {
    return file.flatMap(WatchedFile::read)
        .map(EngineKeys::stripped)
        .filter(secret -> secret.length >= SHORTEST_SECRET);
  }

  private static byte[] stripped(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1).stripTrailing();
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String derived(byte[] secret, String uid) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] tag = mac.doFinal(uid.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
