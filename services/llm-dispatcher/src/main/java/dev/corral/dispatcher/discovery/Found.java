package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.resource.SpecRules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A model read from one round's answers, before it has its alias.
///
/// @param callName what the alias is made of
record Found(
    Listing.Address address, Kind kind, String callName, Listing.Traits traits, Listing.Life life) {
  private static final int LONGEST_ID = 150;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_MODALITIES = 8;
  private static final Pattern SOURCE = Pattern.compile(SpecRules.SOURCE);
  private static final Pattern BARE_ID =
      Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[A-Za-z0-9]+)*");
  private static final Pattern MODALITY = Pattern.compile("[A-Z_]{1,16}");

  /// The address of a model that is called by the first of these ids, unless one of them is no id
  /// that a model's source could hold.
  static Optional<Listing.Address> address(String key, List<String> ids) {
    boolean sound = !ids.isEmpty();
    for (String id : ids) {
      sound &= id.length() <= LONGEST_ID && isId(id);
    }
    return sound ? Optional.of(new Listing.Address(key, ids.getFirst(), ids)) : Optional.empty();
  }

  private static boolean isId(String id) {
    return SOURCE.matcher(Listing.SCHEME + id).matches()
        && (BARE_ID.matcher(id).matches() || Arn.parse(id).isPresent());
  }

  /// Text that AWS wrote or let somebody write, fit for a console, a log and an item.
  static String text(String raw) {
    String plain = raw.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
  }

  /// The modalities, in an order of our own.
  static List<String> modalities(Collection<String> raw) {
    Stream<String> known = raw.stream().filter(m -> MODALITY.matcher(m).matches());
    return known.distinct().sorted().limit(MOST_MODALITIES).toList();
  }
}
