package dev.corral.gateway.appdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sessions, remembered for a moment.
final class KnownGuests {
  private static final int MOST = 10_000;

  private final GuestBook book;
  private final Cache<String, Guest> known;

  KnownGuests(GuestBook book, Duration remember) {
    this.book = book;
    this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(remember).build();
  }

  /// Whose session it was a moment ago, or nothing when that is not known.
  @Nullable Guest glance(String session) {
    return known.getIfPresent(Secret.hash(session));
  }

  /// Whose session it is now.
  Optional<Guest> now(String session) {
    Optional<Guest> guest = book.find(session);
    guest.ifPresentOrElse(
        found -> known.put(Secret.hash(session), found),
        () -> known.invalidate(Secret.hash(session)));
    return guest;
  }

  void close(String session) {
    book.close(session);
    known.invalidate(Secret.hash(session));
  }
}
