package dev.corral.gateway.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A client that follows a stream line by line, as a browser does.
public final class Follower implements AutoCloseable {
  public final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private volatile boolean ended;

  private Follower(HttpRequest request) throws IOException, InterruptedException {
    response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  public static Follower open(String path, String token, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Gateway.at(path)).header("authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Follower(request.build());
  }

  public HttpResponse<?> response() {
    return response;
  }

  public boolean hasEnded() {
    return ended;
  }

  /// Ids of the events so far.
  public List<String> ids() {
    return lines.stream()
        .filter(l -> l.startsWith("id:"))
        .map(l -> l.substring(3).strip())
        .toList();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("broken");
    } finally {
      ended = true;
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      ended = true;
    }
    http.shutdownNow();
  }
}
