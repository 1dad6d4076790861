package dev.corral.dispatcher.idle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our narrow view of the inference-proxy's `GET /internal/activity`.
public final class ProxyActivity implements ActivityBoard.Asker {
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final HttpClient http;
  private final ServiceToken token;
  private final Duration timeout;

  public ProxyActivity(HttpClient http, ServiceToken token, Duration timeout) {
    this.http = http;
    this.token = token;
    this.timeout = timeout;
  }

  @Override
  public ActivityReport.Answer ask(URI replica) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(replica.resolve("/internal/activity")).timeout(timeout);
    token.read().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("answered " + response.statusCode());
      }
      return parse(body.readNBytes(LARGEST_ANSWER));
    }
  }

  static ActivityReport.Answer parse(byte[] json) throws IOException {
    Answer answer = JSON.readValue(json, Answer.class);
    if (answer.models() == null || answer.routable() == null) {
      throw new IOException("the answer lacks `models` or `routable`");
    }
    var uses = new HashMap<String, ActivityReport.Use>();
    answer.models().forEach((model, activity) -> uses.put(model, activity.use()));
    return new ActivityReport.Answer(uses, Set.copyOf(answer.routable()));
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answer(@Nullable Map<String, Activity> models, @Nullable Set<String> routable) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Activity(long inFlight, long waiting, @Nullable Instant lastUsedAt) {
    ActivityReport.Use use() {
      return new ActivityReport.Use(inFlight + waiting, Optional.ofNullable(lastUsedAt));
    }
  }
}
