package dev.corral.gateway.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Reads `catalog.yaml`; a mistake in it stops the start, not the first caller.
final class CatalogFile {
  private CatalogFile() {}

  static Catalog read() {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    try (InputStream in = CatalogFile.class.getResourceAsStream("/catalog.yaml")) {
      if (in == null) {
        throw new IllegalStateException("catalog.yaml is not in the application");
      }
      return yaml.readValue(in, Catalog.class);
    } catch (IOException e) {
      throw new UncheckedIOException("catalog.yaml cannot be read", e);
    }
  }
}
