package dev.corral.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKeysTest {
  private static final String SECRET = "corral-test-secret-of-32-bytes!!";
  private static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";

  @TempDir private Path directory;

  private Path secret(String content) throws IOException {
    return Files.writeString(directory.resolve("secret"), content);
  }

  @Test
  void keysAreThoseOfTheClusterContract() throws IOException {
    EngineKeys keys = new EngineKeys(Optional.of(secret(SECRET + "\n")));
    for (String engine : List.of("vllm", "localai", "textgen")) {
      assertEquals(
          Optional.of("XrvDLvUgHWJGAumWRZkgLHoQRf5nWCEgxx1gQ0kg3Jg"), keys.key(engine, UID));
    }
    for (String engine : List.of("ollama", "bedrock", "external", "")) {
      assertEquals(Optional.empty(), keys.key(engine, UID));
    }
    assertEquals(Optional.empty(), keys.key("vllm", ""));
    assertNotEquals(keys.key("vllm", UID), keys.key("vllm", UID + "0"));
  }

  @Test
  void aSecretMayComeLateAndChange() throws IOException {
    Path later = directory.resolve("secret");
    EngineKeys keys = new EngineKeys(Optional.of(later));
    assertEquals(Optional.empty(), keys.key("vllm", UID));
    secret(SECRET);
    Optional<String> first = keys.key("vllm", UID);
    Files.delete(later);
    secret(SECRET + " and more");
    assertNotEquals(first, keys.key("vllm", UID));
    secret("too short");
    assertEquals(Optional.empty(), keys.key("vllm", UID));
    assertEquals(Optional.empty(), new EngineKeys(Optional.empty()).key("vllm", UID));
  }
}
