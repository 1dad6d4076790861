package dev.corral.proxy.admission;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one thing that proves who is asking: a single `Authorization: Bearer` header, or a key in
/// `x-api-key` as Anthropic's clients send it, never both.
public sealed interface Credential {

  /// A person's access token.
  record Token(String compact) implements Credential {
    @Override
    public String toString() {
      return "Token";
    }
  }

  /// A Corral key.
  record Key(String id, String whole) implements Credential {
    @Override
    public String toString() {
      return "Key " + id;
    }
  }

  /// Longest header that is looked at.
  int LONGEST = 8192;

  /// The scheme is case-insensitive, everything else exact.
  Pattern BEARER = Pattern.compile("(?i:Bearer) ([A-Za-z0-9._~+/=-]+)");

  /// `crl_<id>_<secret>`.
  Pattern KEY = Pattern.compile("crl_([a-z0-9]{12})_[A-Za-z0-9_-]{43}");

  /// A signed token in compact form.
  Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /// Reads the values of all `Authorization` and all `x-api-key` headers of a request: one value in
  /// all.
  static Credential of(List<String> authorization, List<String> apiKeys) {
    if (authorization.size() + apiKeys.size() != 1) {
      throw unauthorized();
    }
    return apiKeys.isEmpty() ? bearer(authorization.getFirst()) : key(apiKeys.getFirst());
  }

  private static Credential bearer(String header) {
    if (header.length() > LONGEST) {
      throw unauthorized();
    }
    Matcher bearer = BEARER.matcher(header);
    if (!bearer.matches()) {
      throw unauthorized();
    }
    String value = bearer.group(1);
    if (!value.startsWith("crl_") && TOKEN.matcher(value).matches()) {
      return new Token(value);
    }
    return key(value);
  }

  private static Credential key(String value) {
    Matcher key = KEY.matcher(value);
    if (!key.matches()) {
      throw unauthorized();
    }
    return new Key(key.group(1), value);
  }

  private static ProblemException unauthorized() {
    return new ProblemException(new Problem.Unauthorized());
  }
}
