package dev.corral.local.kubernetes;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// A program with the engine's options that only says it is there; the tests pack it into a jar.
public final class FakeEngine {
  private FakeEngine() {}

  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    int port = Integer.parseInt(words.get(words.indexOf("--port") + 1));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    byte[] version = "{\"version\":\"fake\"}".getBytes();
    server.createContext(
        "/api/version",
        exchange -> {
          exchange.sendResponseHeaders(200, version.length);
          exchange.getResponseBody().write(version);
          exchange.close();
        });
    server.start();
    System.out.println("serving " + words.get(words.indexOf("--served-name") + 1));
  }
}
