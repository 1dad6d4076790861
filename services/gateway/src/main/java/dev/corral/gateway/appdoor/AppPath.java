package dev.corral.gateway.appdoor;

import java.util.regex.Pattern;

/// The rule for a place in an app: a path and a query of its own host, and nothing that a browser
/// could take for another host.
final class AppPath {
  /// The rule as a regular expression.
  static final String RULE = "/(?![/\\\\])[\\x21-\\x7e]{0,2047}";

  private static final Pattern PATTERN = Pattern.compile(RULE);

  private AppPath() {}

  static boolean isOne(String text) {
    return PATTERN.matcher(text).matches();
  }
}
