package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortOwnerTest {
  @Test
  void namesTheProcessThatHoldsAPort() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertFalse(PortOwner.isFree(taken.getLocalPort()));
      var words = PortOwner.describe(taken.getLocalPort());
      assertTrue(words.startsWith("pid " + ProcessHandle.current().pid() + " ("), words);
    }
  }

  @Test
  void aClosedPortIsFreeAgain() throws Exception {
    int port;
    try (var briefly = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = briefly.getLocalPort();
    }
    assertTrue(PortOwner.isFree(port));
    assertEquals("a process that this user may not see", PortOwner.describe(port));
  }
}
