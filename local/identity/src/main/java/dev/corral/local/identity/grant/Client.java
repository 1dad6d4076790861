package dev.corral.local.identity.grant;

import com.nimbusds.oauth2.sdk.GrantType;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// A public client (it has no secret) and what it may do.
public record Client(
    String id, Set<GrantType> grantTypes, List<URI> redirectUris, List<URI> postLogoutUris) {
  /// The only client that may send a password: scripts on this machine.
  public static final String COMMAND_LINE = "corral-cli";

  public static Client console(String id, List<URI> redirectUris, List<URI> postLogoutUris) {
    return new Client(
        id,
        Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
        List.copyOf(redirectUris),
        List.copyOf(postLogoutUris));
  }

  public static Client commandLine() {
    return new Client(
        COMMAND_LINE, Set.of(GrantType.PASSWORD, GrantType.REFRESH_TOKEN), List.of(), List.of());
  }
}
