package dev.corral.proxy.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The base URL of a server elsewhere, in the one form that everybody reads in the same way.
///
/// @param host a name in small letters, or an address in its usual form without brackets
/// @param path without a slash at its end; may be empty
public record ExternalUrl(boolean tls, String host, int port, String path) {
  private static final int LONGEST = 2048;
  private static final int LONGEST_HOST = 253;
  private static final int MOST_PORT = 65_535;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");
  private static final Pattern NUMBER_AT_END = Pattern.compile("(^|.*[.])(0x[0-9a-f]*|[0-9]+)");
  private static final Pattern QUAD =
      Pattern.compile("(0|[1-9][0-9]{0,2})([.](0|[1-9][0-9]{0,2})){3}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?");

  /// Reads a URL; empty when it is not one that may be used.
  public static Optional<ExternalUrl> of(
      String text, boolean allowPrivate, List<String> allowHttp) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      boolean plain =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      String path = url.getRawPath() == null ? "" : url.getRawPath();
      if (url.getHost() == null || !plain || !PATH.matcher(path).matches()) {
        return Optional.empty();
      }
      return host(url.getHost().toLowerCase(Locale.ROOT))
          .flatMap(host -> of(url, host, path, allowPrivate, allowHttp));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<ExternalUrl> of(
      URI url, String host, String path, boolean allowPrivate, List<String> allowHttp) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    boolean http =
        "http".equalsIgnoreCase(url.getScheme())
            && (allowHttp.contains(host) || (allowPrivate && isOwn(host)));
    int port = url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort();
    if ((!tls && !http) || port < 1 || port > MOST_PORT) {
      return Optional.empty();
    }
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Optional.of(new ExternalUrl(tls, host, port, base));
  }

  /// Numbers that some programs read as an address, and others as a name, are neither.
  private static Optional<String> host(String host) {
    if (literal(host).isPresent()) {
      return literal(host).map(InetAddress::getHostAddress);
    }
    boolean name =
        host.length() <= LONGEST_HOST
            && NAME.matcher(host).matches()
            && !NUMBER_AT_END.matcher(host).matches();
    return name ? Optional.of(host) : Optional.empty();
  }

  private static boolean isOwn(String host) {
    return host.equals("localhost")
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /// The address that a host is, if it is no name.
  static Optional<InetAddress> literal(String host) {
    boolean six = host.startsWith("[") && host.endsWith("]");
    boolean bare = host.contains(":") && !six;
    if (!six && !bare && !QUAD.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return host.contains("%")
          ? Optional.empty()
          : Optional.of(InetAddress.ofLiteral(six ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether the host is an address rather than a name.
  public boolean isAddress() {
    return literal(host).isPresent();
  }
}
