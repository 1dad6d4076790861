package dev.corral.dispatcher.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Gives every model a short name, fit to be the name of a resource. Who has one keeps it; of those
/// that would get the same one, all but the first by key get a suffix made of their key.
final class Aliases {
  private static final int LONGEST = 40;
  private static final int SUFFIX = 8;

  private final Map<String, String> byKey = new HashMap<>();
  private final Map<String, String> keyOf = new HashMap<>();

  Aliases(Collection<Entry> known) {
    for (Entry entry : known) {
      give(entry.listing().alias(), entry.listing().address().key());
    }
  }

  /// The alias of this model. Ask in the order of the keys.
  String of(Found found) {
    String key = found.address().key();
    String had = byKey.get(key);
    return had != null ? had : fresh(found.callName(), key);
  }

  private String fresh(String callName, String key) {
    String plain = plain(callName);
    String alias = plain;
    for (int attempt = 0; keyOf.containsKey(alias); attempt++) {
      String stem = plain.substring(0, Math.min(plain.length(), LONGEST - SUFFIX - 1));
      alias = trimmed(stem) + "-" + fingerprint(attempt == 0 ? key : key + "#" + attempt);
    }
    give(alias, key);
    return alias;
  }

  private void give(String alias, String key) {
    byKey.put(key, alias);
    keyOf.put(alias, key);
  }

  private static String plain(String callName) {
    String dashed = callName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = trimmed(dashed);
    String fits = trimmed(cut.substring(0, Math.min(cut.length(), LONGEST)));
    return fits.isEmpty() ? "model" : fits;
  }

  private static String trimmed(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int to = text.length() > from && text.endsWith("-") ? text.length() - 1 : text.length();
    return text.substring(from, to);
  }

  private static String fingerprint(String key) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha).substring(0, SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
