package dev.corral.gateway.metering;

import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.Upstream;
import dev.corral.gateway.upstream.UpstreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// The metrics service, in the words of this gateway.
@ApplicationScoped
public class Metering {
  private final Upstream upstream;

  Metering(MeteringConfig config, UpstreamConfig calls, HttpClient http, ServiceToken token) {
    this.upstream = new Upstream("metrics", config.url(), http, token, calls.upstream());
  }

  /// Counts over everything.
  public Summary summaryOfAll(String caller) {
    return upstream.get("/internal/summary", caller, Summary.class);
  }

  /// Counts over what is owned by `caller` or shared with one of the groups.
  public Summary summary(String caller, Collection<String> groups) {
    String query = "?principal=" + encode(caller) + "&groups=" + encode(String.join(",", groups));
    return upstream.get("/internal/summary" + query, caller, Summary.class);
  }

  /// Usage of `principal`, or of everyone when absent.
  public Usage usage(String caller, Span span, String groupBy, Optional<String> principal) {
    String query = span.query() + "&groupBy=" + encode(groupBy) + of(principal);
    return upstream.get("/internal/usage" + query, caller, Usage.class);
  }

  /// Latency as `principal` saw it, or as everyone did when absent.
  public Latency latency(String caller, Span span, Optional<String> principal) {
    return upstream.get("/internal/latency" + span.query() + of(principal), caller, Latency.class);
  }

  /// From an instant up to another.
  public record Span(Instant from, Instant to) {
    private String query() {
      return "?from=" + encode(from.toString()) + "&to=" + encode(to.toString());
    }
  }

  private static String of(Optional<String> principal) {
    return principal.map(p -> "&principal=" + encode(p)).orElse("");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
