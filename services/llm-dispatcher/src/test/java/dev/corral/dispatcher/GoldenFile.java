package dev.corral.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A checked-in file that a build writes: compared by default, rewritten with `-Dcontracts=write`.
public record GoldenFile(Path path) {
  public static GoldenFile at(Path path) {
    return new GoldenFile(path);
  }

  public void matches(String actual) {
    try {
      if ("write".equals(System.getProperty("contracts"))) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, actual);
      }
      assertThat(path).as("checked in; write it with -Dcontracts=write").exists();
      assertThat(actual).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
