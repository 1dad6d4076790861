package dev.corral.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Calls one other service. Reads are tried again within a budget, changes never; a failure is a
/// problem, never a leak.
public final class Upstream {
  private static final Logger LOG = Logger.getLogger(Upstream.class);
  private static final int LARGEST_ANSWER = 8 << 20;
  private static final int RETRY_AFTER_SECONDS = 2;
  private static final int LONGEST_RETRY_AFTER = 120;

  private final String service;
  private final String base;
  private final HttpClient http;
  private final ServiceToken token;
  private final UpstreamConfig.Calls limits;

  private final ObjectMapper json = UpstreamJson.mapper();

  public Upstream(
      String service,
      String base,
      HttpClient http,
      ServiceToken token,
      UpstreamConfig.Calls limits) {
    this.service = service;
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.http = http;
    this.token = token;
    this.limits = limits;
  }

  /// Reads, for `principal`, tried again while the budget lasts.
  public <T> T get(String path, String principal, Class<T> type) {
    HttpRequest request = request("GET", path, principal, BodyPublishers.noBody()).build();
    Duration pause = limits.retryPause();
    for (int left = limits.readRetries(); ; left--) {
      Optional<HttpResponse<byte[]>> response = attempt(request, limits.readTimeout());
      if (response.isPresent() && !isPassing(response.get().statusCode())) {
        return answer(response.get(), type);
      }
      if (left == 0) {
        throw response.map(this::refusal).orElseGet(this::unavailable);
      }
      pauseFor(pause);
      pause = pause.multipliedBy(2);
    }
  }

  /// Changes something for `principal`; tried once.
  public <T> T change(
      String method, String path, String principal, @Nullable Object body, Class<T> type) {
    HttpRequest.Builder request = request(method, path, principal, publisher(body));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    return answer(
        attempt(request.build(), limits.changeTimeout()).orElseThrow(this::unavailable), type);
  }

  private HttpRequest.Builder request(
      String method, String path, String principal, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, body)
            .header("accept", "application/json")
            .header("x-corral-principal", principal);
    try {
      token.value().ifPresent(t -> request.header("authorization", "Bearer " + t));
    } catch (IOException e) {
      LOG.errorf("the service token file cannot be read: %s", e.getClass().getSimpleName());
      throw unavailable();
    }
    return request;
  }

  private BodyPublisher publisher(@Nullable Object body) {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    try {
      return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request record that Jackson cannot write", e);
    }
  }

  private Optional<HttpResponse<byte[]>> attempt(HttpRequest request, Duration deadline) {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      return Optional.of(pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      pending.cancel(true);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.warnf(
          "%s did not answer %s: %s", service, request.method(), cause.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private <T> T answer(HttpResponse<byte[]> response, Class<T> type) {
    if (response.statusCode() / 100 != 2) {
      throw refusal(response);
    }
    try {
      return json.readValue(response.body(), type);
    } catch (IOException e) {
      LOG.errorf("%s answered what is not a %s", service, type.getSimpleName());
      throw unavailable();
    }
  }

  private ProblemException refusal(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403 || status >= 500) {
      LOG.warnf("%s answered %d", service, status);
    }
    UpstreamProblem told = UpstreamProblem.read(json, response.body());
    return new ProblemException(told.toProblem(service, status, retryAfter(response)));
  }

  private ProblemException unavailable() {
    return new ProblemException(new Problem.UpstreamUnavailable(service, RETRY_AFTER_SECONDS));
  }

  private static boolean isPassing(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  private static int retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("retry-after")
        .filter(v -> v.matches("\\d{1,4}"))
        .map(v -> Math.clamp(Integer.parseInt(v), 1, LONGEST_RETRY_AFTER))
        .orElse(RETRY_AFTER_SECONDS);
  }

  private static void pauseFor(Duration pause) {
    try {
      Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(50)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
