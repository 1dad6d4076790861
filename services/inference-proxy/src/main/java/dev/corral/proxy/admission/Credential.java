package dev.corral.proxy.admission;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one thing that proves who is asking: a single `Authorization: Bearer` header.
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

  /// Reads the values of all `Authorization` headers of a request.
  static Credential of(List<String> authorization) {
    if (authorization.size() != 1 || authorization.getFirst().length() > LONGEST) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    Matcher bearer = BEARER.matcher(authorization.getFirst());
    if (!bearer.matches()) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    return ofValue(bearer.group(1));
  }

  private static Credential ofValue(String value) {
    Matcher key = KEY.matcher(value);
    if (key.matches()) {
      return new Key(key.group(1), value);
    }
    if (!value.startsWith("crl_") && TOKEN.matcher(value).matches()) {
      return new Token(value);
    }
    throw new ProblemException(new Problem.Unauthorized());
  }
}
