package dev.corral.proxy.upstream;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses may be connected to: public ones, private ones if that is allowed, and never
/// those that no server of anybody has, such as the metadata service's.
public final class AddressGuard {
  private static final List<Network> PRIVATE =
      networks(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "::1/128",
          "fc00::/7");

  /// Stands before what is private or public: nothing in it is ever an endpoint.
  private static final List<Network> NEVER =
      networks(
          "0.0.0.0/8", // this network
          "169.254.0.0/16", // link-local, where metadata services are
          "168.63.129.16/32", // Azure's
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // examples, with the next two
          "198.51.100.0/24",
          "203.0.113.0/24",
          "192.88.99.0/24", // 6to4 relays
          "198.18.0.0/15", // benchmarks
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "fd00:ec2::/32", // metadata of EC2
          "fd20:ce::254/128"); // metadata of Google Cloud

  /// The only public addresses of IPv6, and what within them stands for something else: an address
  /// of IPv4, a tunnel, an example.
  private static final Network GLOBAL = Network.of("2000::/3");

  private static final List<Network> NOT_GLOBAL =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final int IPV4_BYTES = 4;

  private final boolean allowPrivate;

  /// @param allowPrivate whether servers in private networks and on this machine are fine
  public AddressGuard(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  private static List<Network> networks(String... cidrs) {
    return Stream.of(cidrs).map(Network::of).toList();
  }

  /// Whether a connection to this address may be made.
  public boolean allows(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (in(NEVER, bytes)) {
      return false;
    }
    if (in(PRIVATE, bytes)) {
      return allowPrivate;
    }
    return bytes.length == IPV4_BYTES || (GLOBAL.contains(bytes) && !in(NOT_GLOBAL, bytes));
  }

  private static boolean in(List<Network> networks, byte[] address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
