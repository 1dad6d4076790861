package dev.corral.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// The issuer of people's tokens and how to read them.
@ConfigMapping(prefix = "corral.oidc")
public interface PeopleConfig {
  /// Exact `iss` of every accepted token.
  String issuer();

  /// `client_id` values that may call; the first one is the console's.
  @WithDefault("corral-console")
  List<String> clientIds();

  @WithDefault("cognito:groups")
  String groupsClaim();

  @WithDefault("sub")
  String principalClaim();

  @WithDefault("username")
  String nameClaim();
}
