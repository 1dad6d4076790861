package dev.corral.dispatcher.manifest;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Reads the base objects from the resources, and fingerprints finished ones.
final class Template {
  private static final int HASH_LENGTH = 16;

  private Template() {}

  static <T extends HasMetadata> T load(String resource, Class<T> type) {
    try (InputStream yaml = Template.class.getResourceAsStream(resource)) {
      if (yaml == null) {
        throw new IllegalStateException("no template " + resource);
      }
      return Serialization.unmarshal(yaml, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tells two contents apart without the objects around them.
  static String fingerprint(Map<String, String> content) {
    return hash(new ConfigMapBuilder().withData(new TreeMap<>(content)).build());
  }

  static String hash(HasMetadata resource) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(Serialization.asJson(resource).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
