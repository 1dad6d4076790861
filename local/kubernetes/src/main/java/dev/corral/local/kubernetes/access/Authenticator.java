package dev.corral.local.kubernetes.access;

import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/// Tells from a bearer token who is calling, and who may call without one.
public final class Authenticator {
  private static final Set<String> OPEN =
      Set.of(
          "/version",
          "/version/",
          "/healthz",
          "/livez",
          "/readyz",
          "/.well-known/openid-configuration",
          "/openid/v1/jwks");
  private static final Set<String> HOSTS =
      Set.of("127.0.0.1", "localhost", "[::1]", "kubernetes.default.svc");

  private final byte[] adminToken;
  private final AccountTokens tokens;
  private final ObjectStore store;

  public Authenticator(String adminToken, AccountTokens tokens, ObjectStore store) {
    this.adminToken = adminToken.getBytes(StandardCharsets.UTF_8);
    this.tokens = tokens;
    this.store = store;
  }

  /// Whether a path may be read without a token.
  public static boolean open(String path) {
    return OPEN.contains(path);
  }

  /// Whether a Host header names this server and not a site that resolves to it.
  public static boolean ownHost(String host) {
    return HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  /// The caller behind an Authorization header.
  public Caller caller(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new Caller.Anonymous();
    }
    String token = authorization.substring(7).strip();
    if (MessageDigest.isEqual(adminToken, token.getBytes(StandardCharsets.UTF_8))) {
      return new Caller.Admin();
    }
    return tokens
        .verify(token)
        .filter(this::stillExists)
        .<Caller>map(account -> new Caller.ServiceAccount(account.namespace(), account.name()))
        .orElseGet(Caller.Anonymous::new);
  }

  private boolean stillExists(AccountTokens.Account account) {
    return store
        .get(new ObjectKey("/serviceaccounts", account.namespace(), account.name()))
        .filter(found -> found.uid().equals(account.uid()))
        .isPresent();
  }
}
