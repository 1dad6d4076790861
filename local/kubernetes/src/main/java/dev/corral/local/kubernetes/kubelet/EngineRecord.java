package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/// What is kept on disk of a running engine, to know it again after a restart.
///
/// @param startedAtMillis when the process started, since a pid alone may be somebody else's by
///   then
record EngineRecord(String podUid, String podName, long pid, long startedAtMillis, int port) {
  static EngineRecord of(PodView pod, ProcessHandle process, int port) {
    return new EngineRecord(
        pod.pod().uid(), pod.pod().name(), process.pid(), startOf(process), port);
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /// The process, if it is still that one.
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> startOf(p) == startedAtMillis);
  }

  void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(
        draft,
        Json.bytes(
            Json.object(
                "podUid",
                podUid,
                "podName",
                podName,
                "pid",
                pid,
                "startedAtMillis",
                startedAtMillis,
                "port",
                port)));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static EngineRecord read(Path file) throws IOException {
    JsonNode node = Json.parse(Files.readAllBytes(file));
    return new EngineRecord(
        node.path("podUid").asText(),
        node.path("podName").asText(),
        node.path("pid").asLong(),
        node.path("startedAtMillis").asLong(),
        node.path("port").asInt());
  }
}
