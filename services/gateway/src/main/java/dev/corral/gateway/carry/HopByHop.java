package dev.corral.gateway.carry;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Headers that mean one connection only: the known ones, and those that a head's `Connection`
/// names.
public final class HopByHop {
  private static final Set<String> KNOWN =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Set<String> named;

  /// @param never what goes on whoever names it: else one could take the frame or the meaning from
  ///   a message
  public HopByHop(MultiMap headers, Predicate<String> never) {
    this.named =
        headers.getAll("connection").stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(never.negate())
            .collect(Collectors.toSet());
  }

  /// Whether a header ends here.
  ///
  /// @param name in lower case
  public boolean ends(String name) {
    return KNOWN.contains(name) || named.contains(name);
  }
}
