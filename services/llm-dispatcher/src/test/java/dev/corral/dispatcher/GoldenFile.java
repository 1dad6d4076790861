package dev.corral.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A checked-in file that a build writes: compared by default, rewritten with
/// `-Dcontract.write=true`.
public record GoldenFile(Path path) {
  public static GoldenFile at(Path path) {
    return new GoldenFile(path);
  }

  public void matches(String actual) {
    try {
      if (Boolean.getBoolean("contract.write")) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, actual);
      }
      assertThat(path).as("checked in; write it with -Dcontract.write=true").exists();
      assertThat(actual).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
