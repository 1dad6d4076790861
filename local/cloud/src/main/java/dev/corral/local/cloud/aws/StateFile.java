package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// One JSON document on disk, replaced as a whole, so that a kill leaves the old one or the new
/// one.
public final class StateFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public StateFile(Path file) {
    this.file = file;
  }

  /// The document, or an empty object when there is none yet.
  public ObjectNode read() throws IOException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    if (JSON.readTree(file.toFile()) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException(file + " is not a JSON object");
  }

  /// Returns when the document is on disk.
  public void write(JsonNode document) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var whole = file.resolveSibling(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            whole,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(document));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
