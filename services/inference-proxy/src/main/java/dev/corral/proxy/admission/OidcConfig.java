package dev.corral.proxy.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/// How people's tokens look.
@ConfigMapping(prefix = "corral.oidc")
public interface OidcConfig {
  /// Exact issuer.
  String issuer();

  /// Clients whose access tokens count.
  @WithDefault("corral-console")
  Set<String> clientIds();

  /// Claim with the groups.
  @WithDefault("cognito:groups")
  String groupsClaim();

  /// Claim with the person's id.
  @WithDefault("sub")
  String principalClaim();
}
