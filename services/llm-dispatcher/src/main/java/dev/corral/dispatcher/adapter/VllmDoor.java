package dev.corral.dispatcher.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// vLLM over HTTP: short deadlines, bounded answers, no redirects, the model's own key. These are
/// the only calls of the platform to an engine that do not carry somebody's prompt.
public final class VllmDoor implements EngineDoor {
  private static final int LONGEST_ANSWER = 1024 * 1024;
  private static final int LONGEST_WORDS = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final Function<String, Optional<String>> keys;
  private final String directory;
  private final AdapterTimes times;

  /// @param keys a model's key by the uid of its resource
  /// @param directory where adapters are in a pod, each in a directory of its own name
  public VllmDoor(Function<String, Optional<String>> keys, String directory, AdapterTimes times) {
    this.keys = keys;
    this.directory = directory;
    this.times = times;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(times.ask())
            .build();
  }

  @Override
  public List<String> loaded(URI engine, String model) throws IOException, InterruptedException {
    var answer = send(request(engine, "/v1/models", model).GET(), times.ask());
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode());
    }
    var all = new ArrayList<String>();
    for (JsonNode card : tree(answer.body()).path("data")) {
      String name = card.path("id").asText();
      if (card.path("root").asText().equals(path(name))) {
        all.add(name);
      }
    }
    return List.copyOf(all);
  }

  @Override
  public Answer load(URI engine, String model, String adapter)
      throws IOException, InterruptedException {
    var order = Map.of("lora_name", adapter, "lora_path", path(adapter));
    var answer = post(engine, "/v1/load_lora_adapter", model, order);
    String words = words(answer.body());
    String plain = words.toLowerCase(Locale.ROOT);
    if (ok(answer) || (plain.contains("already") && plain.contains("loaded"))) {
      return new Done();
    }
    return answer.statusCode() == 404
        ? new Failed(
            "The engine does not find it. Check that its source has the files of a LoRA adapter."
                + said(words))
        : new Failed("The engine cannot load it (" + answer.statusCode() + ")." + said(words));
  }

  @Override
  public Answer unload(URI engine, String model, String adapter)
      throws IOException, InterruptedException {
    var answer = post(engine, "/v1/unload_lora_adapter", model, Map.of("lora_name", adapter));
    String words = words(answer.body());
    boolean gone = words.toLowerCase(Locale.ROOT).contains("cannot be found");
    return ok(answer) || gone
        ? new Done()
        : new Failed("The engine cannot unload it (" + answer.statusCode() + ")." + said(words));
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("did not answer with JSON", e);
    }
  }

  private HttpResponse<byte[]> post(
      URI engine, String path, String model, Map<String, String> order)
      throws IOException, InterruptedException {
    var body = HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order));
    var request = request(engine, path, model).header("Content-Type", "application/json");
    return send(request.POST(body), times.load());
  }

  private HttpRequest.Builder request(URI engine, String path, String model) {
    var request = HttpRequest.newBuilder(engine.resolve(path));
    keys.apply(model).ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  /// The deadline is for the whole answer; the client's own ends with the headers.
  private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration deadline)
      throws IOException, InterruptedException {
    var bounded =
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER);
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.timeout(deadline).build(), bounded);
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("did not answer within " + deadline.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("could not be reached", e);
    }
  }

  private String path(String adapter) {
    return directory + "/" + adapter;
  }

  private static boolean ok(HttpResponse<byte[]> answer) {
    return answer.statusCode() / 100 == 2;
  }

  /// Builds differ: the error is an object of its own, or its fields are the answer's.
  private static String words(byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      JsonNode error = answer.path("error");
      JsonNode message = error.isObject() ? error.path("message") : answer.path("message");
      return message.isTextual() ? message.asText() : error.asText("");
    } catch (JsonProcessingException e) {
      return new String(body, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String said(String words) {
    String plain = words.replaceAll("[^ -~]", " ").strip();
    String shortened = plain.length() <= LONGEST_WORDS ? plain : plain.substring(0, LONGEST_WORDS);
    return shortened.isEmpty() ? "" : " It says: " + shortened;
  }
}
