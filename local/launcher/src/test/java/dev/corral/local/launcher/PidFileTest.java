package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory = Path.of(".");

  @Test
  void findsALivingProcessAgain() throws Exception {
    var file = new PidFile(directory.resolve("run/self.pid"));
    file.write(ProcessHandle.current());
    assertEquals(ProcessHandle.current().pid(), file.living().orElseThrow().pid());
  }

  @Test
  void aRecycledNumberIsSomebodyElse() throws Exception {
    var path = directory.resolve("self.pid");
    Files.writeString(path, ProcessHandle.current().pid() + " 1999-01-01T00:00:00Z\n");
    assertTrue(new PidFile(path).living().isEmpty());
  }

  @Test
  void anEndedProcessIsNotLiving() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    var file = new PidFile(directory.resolve("sleep.pid"));
    file.write(process.toHandle());
    assertTrue(file.living().isPresent());
    process.destroyForcibly().waitFor();
    assertFalse(file.living().isPresent());
  }

  @Test
  void rubbishIsNobody() throws Exception {
    var path = directory.resolve("rubbish.pid");
    assertTrue(new PidFile(path).living().isEmpty());
    Files.writeString(path, "not a number");
    assertTrue(new PidFile(path).living().isEmpty());
  }
}
