package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Problem;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole list of paths that exist. The raw path is checked once and then matched exactly, so
/// what is authorised and what is dispatched cannot differ; it is never sent to an engine.
public final class RouteTable {
  private static final int LONGEST_PATH = 1024;
  private static final String ONE_MODEL = "/v1/models/";
  private static final Map<String, Route> POSTS =
      Stream.<Stream<? extends Map.Entry<String, ? extends Route>>>of(
              Stream.of(Operation.values())
                  .map(operation -> Map.entry(operation.path(), new Route.Prompt(operation))),
              Stream.of(Map.entry("/ollama/api/show", new Route.Show(Dialect.OLLAMA))),
              Stream.of(ImageOperation.values())
                  .map(operation -> Map.entry(operation.path(), new Route.Image(operation))))
          .flatMap(all -> all)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  private static final Map<String, Route> GETS =
      Map.of(
          "/v1/models", new Route.ListModels(Dialect.OPENAI),
          "/ollama", new Route.Greeting(Dialect.OLLAMA),
          "/ollama/", new Route.Greeting(Dialect.OLLAMA),
          "/ollama/api/tags", new Route.ListModels(Dialect.OLLAMA),
          "/ollama/api/ps", new Route.ListRunning(Dialect.OLLAMA),
          "/ollama/api/version", new Route.Version(Dialect.OLLAMA));

  /// What Ollama answers to HEAD: its clients probe a server so.
  private static final Set<String> PROBED =
      Set.of("/ollama", "/ollama/", "/ollama/api/tags", "/ollama/api/version");

  private RouteTable() {}

  /// Finds the route of a method and a request target as it stood on the wire.
  ///
  /// @param anthropic whether the request carries `anthropic-version`, which is how its clients
  ///   tell their `/v1` from OpenAI's
  public static Route resolve(String method, String target, boolean anthropic) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    Dialect dialect = dialect(path, anthropic);
    if (!plain(path)) {
      return new Route.Refused(dialect, new Problem.AmbiguousPath());
    }
    return switch (method) {
      case "GET" -> get(path, dialect);
      case "HEAD" -> PROBED.contains(path) ? get(path, dialect) : missing(path, dialect);
      case "POST" -> POSTS.getOrDefault(path, missing(path, dialect));
      default -> missing(path, dialect);
    };
  }

  private static Dialect dialect(String path, boolean anthropic) {
    if (path.startsWith("/ollama")) {
      return Dialect.OLLAMA;
    }
    boolean lists = path.equals("/v1/models") || path.startsWith(ONE_MODEL);
    boolean messages = path.startsWith(Operation.ANTHROPIC_MESSAGES.path());
    return messages || (lists && anthropic) ? Dialect.ANTHROPIC : Dialect.OPENAI;
  }

  private static Route get(String path, Dialect dialect) {
    if (path.startsWith(ONE_MODEL) && path.length() > ONE_MODEL.length()) {
      return new Route.OneModel(dialect, path.substring(ONE_MODEL.length()));
    }
    if (path.equals("/v1/models")) {
      return new Route.ListModels(dialect);
    }
    return GETS.getOrDefault(path, missing(path, dialect));
  }

  private static Route missing(String path, Dialect dialect) {
    if (POSTS.containsKey(path)) {
      return new Route.Refused(dialect, new Problem.MethodNotAllowed("POST"));
    }
    if (GETS.containsKey(path)
        || (path.startsWith(ONE_MODEL) && path.length() > ONE_MODEL.length())) {
      return new Route.Refused(dialect, new Problem.MethodNotAllowed("GET"));
    }
    return new Route.Refused(dialect, new Problem.NoSuchRoute());
  }

  private static boolean plain(String path) {
    if (path.isEmpty() || path.charAt(0) != '/' || path.length() > LONGEST_PATH) {
      return false;
    }
    boolean safe = path.chars().allMatch(RouteTable::safe);
    return safe && !path.contains("//") && !path.contains("/.") && !path.endsWith(".");
  }

  private static boolean safe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "/-_.:@+~".indexOf(c) >= 0;
  }
}
