package dev.corral.proxy.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Finds where to connect to for a server elsewhere. The address is looked up and checked for each
/// request and the connection goes to exactly that address, so that a name that leads elsewhere a
/// moment later leads nobody there.
public final class Door {
  private final Addresses addresses;
  private final AddressGuard guard;

  /// With these addresses under this guard.
  public Door(Addresses addresses, AddressGuard guard) {
    this.addresses = addresses;
    this.guard = guard;
  }

  /// The address to connect to; empty when there is none, or when any address of the name is one
  /// that must not be connected to. May block.
  public Optional<InetAddress> address(ExternalUrl url) {
    try {
      Optional<InetAddress> literal = ExternalUrl.literal(url.host());
      List<InetAddress> found =
          literal.isPresent() ? List.of(literal.get()) : addresses.of(url.host());
      return found.stream().allMatch(guard::allows)
          ? found.stream().findFirst().map(Door::nameless)
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /// Without its name, which somebody could look up again.
  private static InetAddress nameless(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has the length of one", e);
    }
  }
}
