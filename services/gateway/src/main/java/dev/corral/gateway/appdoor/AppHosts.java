package dev.corral.gateway.appdoor;

import dev.corral.gateway.model.ModelName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which `Host` is which app's.
@ApplicationScoped
public class AppHosts {
  private static final Pattern NAME = Pattern.compile(ModelName.RULE);
  private static final Pattern WITHOUT_PORT = Pattern.compile("([^:]+)(?::[0-9]{1,5})?");

  private final String scheme;
  private final Optional<String> domain;

  AppHosts(AppDoorConfig config) {
    this.scheme = config.scheme();
    this.domain =
        config.consoleUrl().isPresent()
            ? config.domain().map(d -> d.toLowerCase(Locale.ROOT))
            : Optional.empty();
  }

  /// The app that a `Host` header names; empty for every other host.
  public Optional<String> app(@Nullable String host) {
    if (host == null || domain.isEmpty()) {
      return Optional.empty();
    }
    String below = "." + name(domain.get()).orElseThrow();
    return name(host.toLowerCase(Locale.ROOT))
        .filter(name -> name.endsWith(below))
        .map(name -> name.substring(0, name.length() - below.length()))
        .filter(name -> NAME.matcher(name).matches());
  }

  /// The address of an app, without a slash at the end.
  String origin(String app) {
    return scheme + "://" + app + "." + domain.orElseThrow();
  }

  /// Whether there is a door at all.
  boolean isOpen() {
    return domain.isPresent();
  }

  private static Optional<String> name(String authority) {
    Matcher matcher = WITHOUT_PORT.matcher(authority);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
