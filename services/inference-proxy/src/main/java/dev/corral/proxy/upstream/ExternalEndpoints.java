package dev.corral.proxy.upstream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The servers elsewhere that the platform team has defined, with their credentials; read anew when
/// a file changes.
public final class ExternalEndpoints {
  private static final Logger LOG = Logger.getLogger(ExternalEndpoints.class);
  private static final long LONGEST_FILE = 16_384;
  private static final int MOST_FILES = 1000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");
  private static final Set<String> DIALECTS = Set.of("ollama", "openai");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ExternalConfig config;
  private final ConcurrentHashMap<String, WatchedFile> files = new ConcurrentHashMap<>();
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  /// As configured.
  public ExternalEndpoints(ExternalConfig config) {
    this.config = config;
  }

  /// The endpoint of this name; empty when there is none that can be used, which is said in the log
  /// once. Reads a file, so never call it from an event loop.
  public Optional<ExternalEndpoint> find(String name) {
    Optional<ExternalEndpoint> found = read(name);
    if (found.isPresent()) {
      complained.remove(name);
    } else if (complained.size() < MOST_FILES && complained.add(name)) {
      LOG.warnf("the external endpoint %s is not defined, or not as it should be", printable(name));
    }
    return found;
  }

  private static String printable(String name) {
    return NAME.matcher(name).matches() ? name : "with an impossible name";
  }

  private Optional<ExternalEndpoint> read(String name) {
    if (!NAME.matcher(name).matches() || files.size() >= MOST_FILES) {
      return Optional.empty();
    }
    return config
        .endpointsDir()
        .map(directory ->
            files.computeIfAbsent(
                name, known -> new WatchedFile(directory.resolve(known + ".json"), LONGEST_FILE)))
        .flatMap(WatchedFile::read)
        .flatMap(this::parsed);
  }

  private Optional<ExternalEndpoint> parsed(byte[] content) {
    try {
      Definition given = JSON.readValue(content, Definition.class);
      String url = given.url();
      String dialect = given.dialect();
      if (url == null || dialect == null || !DIALECTS.contains(dialect)) {
        return Optional.empty();
      }
      return given
          .authorization()
          .flatMap(header ->
              ExternalUrl.of(url, config.allowPrivate(), config.allowHttp().orElse(List.of()))
                  .map(read -> new ExternalEndpoint(read, dialect, header)));
    } catch (IOException e) {
      return Optional.empty();
    }
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

    /// The header's value, or none for `none`; empty when the definition is incomplete.
    Optional<Optional<String>> authorization() {
      return switch (auth == null ? "" : auth) {
        case "none" -> Optional.of(Optional.empty());
        case "bearer" ->
            Optional.ofNullable(token)
                .filter(given -> TOKEN.matcher(given).matches())
                .map(given -> Optional.of("Bearer " + given));
        case "basic" ->
            username == null || password == null || username.contains(":")
                ? Optional.empty()
                : Optional.of(Optional.of("Basic " + base64(username + ":" + password)));
        default -> Optional.empty();
      };
    }

    private static String base64(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "an external endpoint";
    }
  }
}
