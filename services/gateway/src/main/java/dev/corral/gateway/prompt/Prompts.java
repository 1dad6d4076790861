package dev.corral.gateway.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.Upstream;
import dev.corral.gateway.upstream.UpstreamConfig;
import dev.corral.gateway.upstream.UpstreamJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The inference-proxy's asynchronous prompts. A prompt is accepted on the data path with its
/// caller's own credential, so that the proxy judges it as it judges every prompt.
@ApplicationScoped
public class Prompts {
  private static final Logger LOG = Logger.getLogger(Prompts.class);
  private static final String SERVICE = "inference-proxy";
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final int RETRY_AFTER_SECONDS = 2;
  private static final int LONGEST_TEXT = 300;

  private final PromptsConfig config;
  private final HttpClient http;
  private final Optional<Upstream> jobs;
  private final ObjectMapper json = UpstreamJson.mapper();

  Prompts(PromptsConfig config, UpstreamConfig calls, HttpClient http, ServiceToken token) {
    this.config = config;
    this.http = http;
    this.jobs =
        config
            .internalUrl()
            .map(url -> new Upstream(SERVICE, url.toString(), http, token, calls.upstream()));
  }

  /// Hands a prompt over, with this `Authorization` header.
  AcceptedPrompt accept(PromptRequest prompt, String authorization, String requestId) {
    URI to = config.url().orElseThrow(Prompts::unavailable).resolve("/v1/chat/completions");
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(config.acceptTimeout())
            .header("authorization", authorization)
            .header("content-type", "application/json")
            .header("prefer", "respond-async")
            .header("x-request-id", requestId)
            .POST(HttpRequest.BodyPublishers.ofByteArray(written(prompt)))
            .build();
    HttpResponse<byte[]> answer = send(request);
    if (answer.statusCode() != 202) {
      throw refusal(answer);
    }
    try {
      return json.readValue(answer.body(), AcceptedPrompt.class);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  /// A prompt of this owner; a problem if there is none.
  PromptJob find(UUID job, String owner) {
    return jobs.orElseThrow(Prompts::unavailable)
        .get("/internal/jobs/" + job, owner, PromptJob.class);
  }

  private byte[] written(PromptRequest prompt) {
    try {
      return json.writeValueAsBytes(prompt.asChat());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request record that Jackson cannot write", e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(
          request,
          HttpResponse.BodyHandlers.limiting(
              HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    } catch (IOException e) {
      LOG.warnf("%s did not take a prompt: %s", SERVICE, e.getClass().getSimpleName());
      throw unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  private ProblemException refusal(HttpResponse<byte[]> answer) {
    String told = message(answer.body());
    int again =
        answer
            .headers()
            .firstValue("retry-after")
            .filter(value -> value.matches("\\d{1,4}"))
            .map(Integer::parseInt)
            .orElse(RETRY_AFTER_SECONDS);
    return new ProblemException(
        switch (answer.statusCode()) {
          case 400, 413, 415 -> new Problem.BadRequest(told);
          case 401 -> new Problem.Unauthorized();
          case 403 -> new Problem.Forbidden(told);
          case 404 -> new Problem.NotFound();
          case 429 -> new Problem.TooManyRequests(told, again);
          default -> new Problem.UpstreamUnavailable(SERVICE, again);
        });
  }

  /// The sentence of OpenAI's error object, without anything that could break a line.
  private String message(byte[] body) {
    try {
      JsonNode message = json.readTree(body).path("error").path("message");
      String text = message.asText("It was refused.").replaceAll("\\p{Cntrl}", " ");
      return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    } catch (IOException e) {
      return "It was refused.";
    }
  }

  private static ProblemException unavailable() {
    return new ProblemException(new Problem.UpstreamUnavailable(SERVICE, RETRY_AFTER_SECONDS));
  }
}
