package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A snapshot as compressed JSON, so that the largest fits into one item of DynamoDB.
final class SnapshotJson {
  private static final int LARGEST = 8 * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private SnapshotJson() {}

  static byte[] write(Snapshot snapshot) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      JSON.writeValue(zip, snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The snapshot that [#write] wrote.
  static Snapshot read(byte[] bytes) throws IOException {
    try (var unzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] json = unzip.readNBytes(LARGEST);
      return JSON.readValue(json, Snapshot.class);
    }
  }

  /// The snapshot as text for a person.
  static String pretty(Snapshot snapshot) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(snapshot) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
