package dev.corral.proxy.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Small JSON calls to Corral's other services: our token on each, no redirects, short deadlines,
/// bounded answers.
public final class PeerClient {
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final int LONGEST_ANSWER = 256 * 1024;

  /// An answer of another service.
  ///
  /// @param retryAfter seconds, when it says when to come again
  public record Answer(int status, OptionalInt retryAfter, byte[] body) {
    /// Whether it is one of success.
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  private final HttpClient http;
  private final ServiceToken token;
  private final Duration timeout;

  /// With our token and one deadline for every call.
  public PeerClient(ServiceToken token, Duration timeout) {
    this.token = token;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// Asks.
  public CompletableFuture<Answer> get(URI uri) {
    return send(request(uri).GET().build());
  }

  /// Puts JSON, with the same care for headers as [#post].
  public CompletableFuture<Answer> put(URI uri, String json, Map<String, String> headers) {
    return send("PUT", uri, json, headers);
  }

  /// Sends JSON; a header that is not printable ASCII is not sent at all, rather than changed.
  public CompletableFuture<Answer> post(URI uri, String json, Map<String, String> headers) {
    return send("POST", uri, json, headers);
  }

  private CompletableFuture<Answer> send(
      String method, URI uri, String json, Map<String, String> headers) {
    if (!headers.values().stream().allMatch(value -> PRINTABLE.matcher(value).matches())) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("a header value that cannot be sent as it is"));
    }
    HttpRequest.Builder request = request(uri).header("content-type", "application/json");
    headers.forEach(request::header);
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(json)).build());
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(timeout).header("accept", "application/json");
    token.current().ifPresent(value -> request.header("authorization", "Bearer " + value));
    return request;
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    HttpResponse.BodyHandler<byte[]> bounded =
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER);
    return http.sendAsync(request, bounded)
        .orTimeout(timeout.toMillis() * 2, TimeUnit.MILLISECONDS)
        .thenApply(
            response -> new Answer(response.statusCode(), retryAfter(response), response.body()));
  }

  private static OptionalInt retryAfter(HttpResponse<byte[]> response) {
    return response.headers().firstValue("retry-after").filter(SECONDS.asMatchPredicate()).stream()
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  /// Whether a failed call means that the other service cannot be reached, not that it refused.
  public static boolean away(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || (cause instanceof PeerStatusException answered && answered.away());
  }

  /// A failed call in one word, for logs; other messages could quote a header.
  public static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof PeerStatusException status
        ? "status " + status.status()
        : cause.getClass().getSimpleName();
  }
}
