package dev.corral.proxy.routing;

/// The FNV-1a hash of 64 bits, mixed once more so that short texts spread over the whole ring. Not
/// for secrets.
public final class Fnv {
  /// The hash of nothing.
  public static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Fnv() {}

  /// The hash of `bytes` from `from` up to `to`, going on from an earlier one.
  public static long hash(long before, byte[] bytes, int from, int to) {
    long hash = before;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return mixed(hash);
  }

  /// The hash of all of `bytes`.
  public static long hash(long before, byte[] bytes) {
    return hash(before, bytes, 0, bytes.length);
  }

  private static long mixed(long hash) {
    long one = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    long two = (one ^ (one >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return two ^ (two >>> 33);
  }
}
