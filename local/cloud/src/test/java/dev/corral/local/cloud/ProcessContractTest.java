package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessContractTest {
  @TempDir private Path state;

  @Test
  void listensOnLoopbackOnlyAndStopsOnSigtermWithinTwoSeconds() throws Exception {
    try (var cloud = CloudProcess.start(state)) {
      var outside = outsideAddress();
      for (var port : cloud.ports()) {
        connect(InetAddress.getByName("127.0.0.1"), port);
        outside.ifPresent(address -> assertThrows(IOException.class, () -> connect(address, port)));
      }
      assertTrue(cloud.terminate(2));
    }
  }

  @Test
  void aTakenPortEndsItWithCodeTwoAndOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = Integer.toString(taken.getLocalPort());
      var process = CloudProcess.launch(state, "--sqs-port", port);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(2, process.exitValue());
    }
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
    }
  }

  private static Optional<InetAddress> outsideAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .findFirst();
  }
}
