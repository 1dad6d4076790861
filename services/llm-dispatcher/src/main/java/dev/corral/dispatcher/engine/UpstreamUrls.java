package dev.corral.dispatcher.engine;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which addresses an external endpoint may have. Names are not resolved here: what a name leads to
/// is checked again by who connects.
public final class UpstreamUrls {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NUMBER_AT_END = Pattern.compile("(^|.*[.])(0x[0-9a-f]*|[0-9]+)");
  private static final List<String> PRIVATE_SUFFIXES =
      List.of(".localhost", ".local", ".internal", ".svc", ".cluster.local");

  private final boolean allowPrivate;
  private final List<String> allowHttp;

  public UpstreamUrls(boolean allowPrivate, List<String> allowHttp) {
    this.allowPrivate = allowPrivate;
    this.allowHttp = List.copyOf(allowHttp);
  }

  /// What is wrong with the URL, for who defined it; it never repeats the URL.
  public Optional<String> flaw(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("its url is not a URL");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      return Optional.of("its url must have a host, and no user or password in it");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("its url must end before a query or a fragment");
    }
    return host(url.getScheme(), url.getHost().toLowerCase(Locale.ROOT));
  }

  private Optional<String> host(String scheme, String host) {
    Reach reach = reach(host);
    if (reach == Reach.NOWHERE || (reach == Reach.PRIVATE && !allowPrivate)) {
      return Optional.of("its url leads to a private or reserved address");
    }
    boolean plain = reach == Reach.PRIVATE && isLoopback(host) || allowHttp.contains(host);
    boolean https = "https".equalsIgnoreCase(scheme);
    return https || ("http".equalsIgnoreCase(scheme) && plain)
        ? Optional.empty()
        : Optional.of("its url must be https");
  }

  private enum Reach {
    PUBLIC,
    PRIVATE,
    NOWHERE
  }

  private static Reach reach(String host) {
    Optional<InetAddress> address = address(host);
    if (address.isPresent()) {
      return reach(address.get());
    }
    if (!NAME.matcher(host).matches() || NUMBER_AT_END.matcher(host).matches()) {
      return Reach.NOWHERE;
    }
    boolean inside = !host.contains(".") || PRIVATE_SUFFIXES.stream().anyMatch(host::endsWith);
    return inside ? Reach.PRIVATE : Reach.PUBLIC;
  }

  /// The node's metadata is never an endpoint, whatever is allowed.
  private static Reach reach(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean sharedSpace = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    boolean metadata = uniqueLocal && (bytes[1] & 0xff) == 0 && (bytes[2] & 0xff) == 0x0e;
    boolean nobody = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xff) >= 224);
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || metadata
        || nobody) {
      return Reach.NOWHERE;
    }
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || uniqueLocal || sharedSpace
        ? Reach.PRIVATE
        : Reach.PUBLIC;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || address(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private static Optional<InetAddress> address(String host) {
    boolean six = host.startsWith("[");
    if (!six && !host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(six ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
