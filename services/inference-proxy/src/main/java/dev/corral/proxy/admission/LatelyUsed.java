package dev.corral.proxy.admission;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map of bounded size: what has not been looked at for longest makes room.
final class LatelyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int ROOM_AT_FIRST = 64;
  private static final float LOAD = 0.75f;

  private final int most;

  LatelyUsed(int most) {
    super(ROOM_AT_FIRST, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
