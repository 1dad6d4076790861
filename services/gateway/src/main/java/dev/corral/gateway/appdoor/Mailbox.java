package dev.corral.gateway.appdoor;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A person as an e-mail address, for apps that know people by nothing else. No mail is ever sent
/// there.
final class Mailbox {
  private static final Pattern ADDRESS =
      Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,63}\\.[a-z]{2,24}");
  private static final Pattern LOCAL_PART = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x20-\\x7e]");
  private static final String NOWHERE = "@corral.invalid";
  private static final String FIRST_ACCOUNT = "admin";
  private static final String HASHED = "sha256.";
  private static final int LONGEST_NAME = 64;
  private static final int HASH_DIGITS = 40;

  private Mailbox() {}

  /// One address per principal: two principals never have the same, whatever the case of letters,
  /// which apps do not tell apart.
  static String of(String principal) {
    if (ADDRESS.matcher(principal).matches() && !principal.endsWith(NOWHERE)) {
      return principal;
    }
    return LOCAL_PART.matcher(principal).matches() && !isTaken(principal)
        ? principal + NOWHERE
        : HASHED + hex(principal) + NOWHERE;
  }

  /// What is said of somebody else: Open WebUI's first account, and people without a plain name.
  private static boolean isTaken(String principal) {
    return principal.equals(FIRST_ACCOUNT) || principal.startsWith(HASHED);
  }

  private static String hex(String principal) {
    return HexFormat.of()
        .formatHex(Base64.getUrlDecoder().decode(Secret.hash(principal)))
        .substring(0, HASH_DIGITS);
  }

  /// A name without what a header cannot carry.
  static String plain(String name) {
    String plain = NOT_PLAIN.matcher(name).replaceAll("?").strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }
}
