package dev.corral.local.kubernetes.kubelet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands in for apps, whose images cannot run here: a page on a loopback port for each pod, which
/// says just that.
final class AppPages implements AutoCloseable {
  private static final int FIRST_OF_OURS = 32_768;
  private static final int BACKLOG = 16;

  private final Map<String, HttpServer> pages = new ConcurrentHashMap<>();

  /// Serves the page of a pod unless it is served already; answers its port.
  int start(PodView pod) {
    return pages.computeIfAbsent(pod.pod().uid(), uid -> serve(pod)).getAddress().getPort();
  }

  private static HttpServer serve(PodView pod) {
    byte[] page = page(pod).getBytes(StandardCharsets.UTF_8);
    HttpServer server = listen(pod.port());
    server.createContext("/", exchange -> answer(exchange, page));
    server.start();
    return server;
  }

  /// On the port that the pod had before a restart, if that is one of these and still free.
  private static HttpServer listen(int before) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try {
      if (before >= FIRST_OF_OURS) {
        return HttpServer.create(new InetSocketAddress(here, before), BACKLOG);
      }
    } catch (IOException e) {
      return onAnyPort(here);
    }
    return onAnyPort(here);
  }

  private static HttpServer onAnyPort(InetAddress here) {
    try {
      return HttpServer.create(new InetSocketAddress(here, 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("no port for an app's page", e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] page) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(200, head ? -1 : page.length);
      if (!head) {
        exchange.getResponseBody().write(page);
      }
    }
  }

  private static String page(PodView pod) {
    String image = pod.container(PodView.APP).path("image").asText();
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>%1$s (simulated)</title></head>
    <body>
    <h1>%1$s</h1>
    <p>This page is simulated. In a cluster on AWS the image <code>%2$s</code> would run here;
    the laptop's stand-in for Kubernetes does not run the images of apps.</p>
    </body>
    </html>
    """
        .formatted(escaped(pod.workload()), escaped(image));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  boolean serves(String podUid) {
    return pages.containsKey(podUid);
  }

  void stop(String podUid) {
    HttpServer server = pages.remove(podUid);
    if (server != null) {
      server.stop(0);
    }
  }

  void endAllBut(Set<String> podUids) {
    pages.keySet().stream().filter(uid -> !podUids.contains(uid)).forEach(this::stop);
  }

  @Override
  public void close() {
    endAllBut(Set.of());
  }
}
