package dev.corral.local.identity.grant;

import com.nimbusds.oauth2.sdk.Scope;
import java.time.Instant;

/// What somebody allowed a client by signing in.
///
/// @param nonce empty when the client sent none
/// @param family names all tokens that descend from one sign-in
public record Grant(
    String user,
    String clientId,
    String scope,
    String nonce,
    Instant authenticatedAt,
    String family) {
  public Scope scopeValue() {
    return Scope.parse(scope);
  }
}
