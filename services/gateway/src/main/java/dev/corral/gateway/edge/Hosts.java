package dev.corral.gateway.edge;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which `Host` and which `Origin` belong to this gateway.
public final class Hosts {
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(\\[[0-9a-f:.]{2,45}]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::([0-9]{1,5}))?");
  private static final Pattern ORIGIN = Pattern.compile("(https?)://(.+)");

  private final Set<String> names;
  private final Set<String> origins;

  public Hosts(List<String> names, List<String> origins) {
    this.names = lower(names);
    this.origins = lower(origins);
  }

  /// Whether a `Host` header names this gateway and nothing else.
  public boolean serves(@Nullable String host) {
    if (host == null) {
      return false;
    }
    Matcher authority = AUTHORITY.matcher(host.toLowerCase(Locale.ROOT));
    return authority.matches() && names.contains(authority.group(1));
  }

  /// Whether a browser on a page of `origin` may change things here. No `Origin` is not a browser's
  /// cross-site request.
  public boolean trusts(@Nullable String origin, @Nullable String fetchSite, String host) {
    if (origin == null) {
      return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
    }
    String given = origin.toLowerCase(Locale.ROOT);
    if (origins.contains(given)) {
      return true;
    }
    Matcher own = ORIGIN.matcher(given);
    return own.matches()
        && sameAuthority(own.group(1), own.group(2), host.toLowerCase(Locale.ROOT));
  }

  private static boolean sameAuthority(String scheme, String origin, String host) {
    String port = scheme.equals("https") ? ":443" : ":80";
    return origin.equals(host) || (origin + port).equals(host);
  }

  private static Set<String> lower(List<String> values) {
    return values.stream()
        .map(v -> v.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
