package dev.corral.local.cloud.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A request as every protocol needs it. Signatures are not checked: any access key is accepted.
///
/// @param target header of the JSON protocol that names service and operation, else empty
/// @param region the one that the request was signed for
/// @param path decoded segments
public record AwsRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    String target,
    String region,
    String body) {
  /// Where an unsigned request is thought to come from.
  public static final String HOME_REGION = "eu-central-1";

  /// Pictures travel inside a request.
  private static final int MAX_BODY = 32 << 20;

  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/,]*/\\d+/([a-z0-9-]+)/[a-z0-9-]+/aws4_request");

  static AwsRequest of(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var headers = exchange.getRequestHeaders();
    var target = headers.getFirst("X-Amz-Target");
    return new AwsRequest(
        exchange.getRequestMethod(),
        segments(uri.getRawPath()),
        parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery()),
        target == null ? "" : target,
        region(String.valueOf(headers.getFirst("Authorization"))),
        body(exchange));
  }

  /// Name and value pairs of a query string or a form.
  static Map<String, String> parameters(String encoded) {
    var parameters = new TreeMap<String, String>();
    for (var pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        var equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> decoded(segment.replace("+", "%2B")))
        .toList();
  }

  private static String region(String authorization) {
    var scope = SCOPE.matcher(authorization);
    return scope.find() ? scope.group(1) : HOME_REGION;
  }

  private static String body(HttpExchange exchange) throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw AwsFault.of(413, "RequestEntityTooLarge", "The request is larger than 32 MiB.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsFault.bad("MalformedQueryString", "The request is not URL-encoded properly.");
    }
  }
}
