package dev.corral.local.cloud;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/// A port on 127.0.0.1 for the named stand-in.
record LoopbackPort(String owner, int number) {
  static final String HOST = "127.0.0.1";

  /// Below the ports that operating systems give to outgoing connections (Linux from 32768, macOS
  /// and Windows from 49152): such a connection could take a port between its choice and its use.
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1000;

  /// The wanted port, or a free one when the wish is 0.
  static LoopbackPort choose(String owner, int wanted) throws IOException {
    if (wanted != 0) {
      return new LoopbackPort(owner, wanted);
    }
    return ThreadLocalRandom.current()
        .ints(TRIES, LOWEST, HIGHEST)
        .mapToObj(number -> new LoopbackPort(owner, number))
        .filter(LoopbackPort::isFree)
        .findFirst()
        .orElseThrow(() -> new IOException("There is no free port for " + owner + "."));
  }

  boolean isFree() {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(HOST, number));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String takenMessage() {
    return "Port %d, wanted for %s, is taken. Free it or choose another with --%s-port."
        .formatted(number, owner, owner);
  }

  URI uri() {
    return URI.create("http://" + HOST + ":" + number);
  }
}
