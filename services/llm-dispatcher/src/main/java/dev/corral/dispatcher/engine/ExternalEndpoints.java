package dev.corral.dispatcher.engine;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The external endpoints that the platform team has defined, read anew each time. Credentials are
/// looked for, to tell early when one is missing, and never kept or shown.
public final class ExternalEndpoints {
  private static final long LARGEST_FILE = 16_384;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> DIALECTS = Set.of("ollama", "openai");

  private final Optional<Path> directory;
  private final UpstreamUrls urls;

  public ExternalEndpoints(Optional<Path> directory, UpstreamUrls urls) {
    this.directory = directory;
    this.urls = urls;
  }

  /// What a name leads to.
  public sealed interface Found {}

  /// A server that can be used.
  ///
  /// @param model the name that the server answers to, unless it is the model's own
  public record Endpoint(String url, int port, String dialect, Optional<String> model)
      implements Found {}

  /// Nothing that can be used, and why, for a person.
  public record Unusable(String sentence) implements Found {}

  /// Looks up an endpoint.
  ///
  /// @param name a plain name: the grammar of sources allows no dot and no slash in it
  public Found find(String name) {
    Optional<Path> file =
        directory.map(d -> d.resolve(name + ".json")).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return new Unusable(
          "There is no external endpoint `"
              + name
              + "`. Ask the platform team to define it, then wake the model.");
    }
    try {
      return Files.size(file.get()) > LARGEST_FILE
          ? wrong(name, "its definition is too long")
          : checked(name, JSON.readValue(Files.readAllBytes(file.get()), Definition.class));
    } catch (IOException e) {
      return wrong(name, "its definition is not the JSON it should be");
    }
  }

  private Found checked(String name, Definition given) {
    if (given.url() == null || given.dialect() == null || given.auth() == null) {
      return wrong(name, "url, dialect and auth are required");
    }
    Optional<String> flaw = urls.flaw(given.url());
    if (flaw.isPresent()) {
      return wrong(name, flaw.get());
    }
    if (!DIALECTS.contains(given.dialect())) {
      return wrong(name, "its dialect must be ollama or openai");
    }
    if (!given.authComplete()) {
      return wrong(
          name, "its auth must be none, bearer with a token, or basic with username and password");
    }
    URI url = URI.create(given.url());
    int standard = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    int port = url.getPort() < 0 ? standard : url.getPort();
    return new Endpoint(given.url(), port, given.dialect(), Optional.ofNullable(given.model()));
  }

  private static Unusable wrong(String name, String why) {
    return new Unusable(
        "The external endpoint `"
            + name
            + "` cannot be used: "
            + why
            + ". Tell the platform team.");
  }

  /// A definition as it is written. It has no text form that could show a credential.
  private record Definition(
      @Nullable String url,
      @Nullable String dialect,
      @Nullable String auth,
      @Nullable String model,
      @Nullable String token,
      @Nullable String username,
      @Nullable String password) {
    boolean authComplete() {
      return switch (auth == null ? "" : auth) {
        case "none" -> true;
        case "bearer" -> token != null && !token.isBlank();
        case "basic" -> username != null && password != null && !username.contains(":");
        default -> false;
      };
    }

    @Override
    public String toString() {
      return "an external endpoint";
    }
  }
}
