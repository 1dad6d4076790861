package dev.corral.local.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/// A port on 127.0.0.1 for the named stand-in.
record LoopbackPort(String owner, int number) {
  static final String HOST = "127.0.0.1";

  /// The wanted port, or a free one when the wish is 0.
  static LoopbackPort choose(String owner, int wanted) throws IOException {
    if (wanted != 0) {
      return new LoopbackPort(owner, wanted);
    }
    try (var probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return new LoopbackPort(owner, probe.getLocalPort());
    }
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
