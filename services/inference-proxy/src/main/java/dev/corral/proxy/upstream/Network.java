package dev.corral.proxy.upstream;

import java.net.InetAddress;

/// A block of addresses.
record Network(byte[] prefix, int bits) {
  /// @param cidr such as `10.0.0.0/8`
  static Network of(String cidr) {
    String[] parts = cidr.split("/", 2);
    return new Network(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
