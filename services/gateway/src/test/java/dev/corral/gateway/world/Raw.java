package dev.corral.gateway.world;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends bytes that no HTTP client would send.
public final class Raw {
  private Raw() {}

  /// Everything that comes back until the gateway closes, or five seconds have passed.
  public static String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", Gateway.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /// The status of a GET for this target and host.
  public static int get(String target, String host) throws IOException {
    return status(
        send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
  }

  public static int status(String response) {
    return response.startsWith("HTTP/1.") ? Integer.parseInt(response.substring(9, 12)) : -1;
  }
}
