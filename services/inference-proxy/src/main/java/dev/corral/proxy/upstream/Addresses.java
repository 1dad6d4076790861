package dev.corral.proxy.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of names.
@FunctionalInterface
public interface Addresses {
  /// All addresses of a name. May block.
  List<InetAddress> of(String name) throws UnknownHostException;

  /// As this machine finds them.
  static Addresses system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
