package dev.corral.dispatcher.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The gateway's `/internal/app-keys`, as far as the dispatcher uses it; `GET` shows what it knows.
final class GatewayStandIn implements AutoCloseable {
  private static final String PATH = "/internal/app-keys";
  private final Map<String, String> known = new TreeMap<>();
  private final HttpServer server;

  GatewayStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    try (call) {
      String uid = call.getRequestURI().getPath().substring(PATH.length()).replace("/", "");
      byte[] answer = new byte[0];
      switch (call.getRequestMethod()) {
        case "PUT" ->
            known.put(
                uid, new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        case "DELETE" -> known.remove(uid);
        default -> answer = known.getOrDefault(uid, "null").getBytes(StandardCharsets.UTF_8);
      }
      call.getResponseHeaders().add("content-type", "application/json");
      call.sendResponseHeaders(
          answer.length == 0 ? 204 : 200, answer.length == 0 ? -1 : answer.length);
      call.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
