package dev.corral.local.identity.endpoint;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.corral.local.identity.grant.Grant;
import dev.corral.local.identity.grant.RandomSecret;
import dev.corral.local.identity.grant.RefreshTokens;
import dev.corral.local.identity.key.TokenMint;
import dev.corral.local.identity.user.PasswordCheck;
import dev.corral.local.identity.user.PasswordCheck.Result;
import dev.corral.local.identity.user.User;
import dev.corral.local.identity.user.UserDirectory;
import java.time.Clock;

/// Makes the tokens for a grant, as long as its user still exists.
final class Issuance {
  private final UserDirectory users;
  private final PasswordCheck passwords;
  private final RefreshTokens refreshTokens;
  private final TokenMint mint;
  private final Clock clock;

  Issuance(
      UserDirectory users,
      PasswordCheck passwords,
      RefreshTokens refreshTokens,
      TokenMint mint,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.refreshTokens = refreshTokens;
    this.mint = mint;
    this.clock = clock;
  }

  OIDCTokens first(Grant grant) throws GeneralException {
    var user = userOf(grant);
    return tokens(user, grant, refreshTokens.issue(grant));
  }

  OIDCTokens renewed(String refreshToken, String clientId) throws GeneralException {
    var renewed = refreshTokens.rotate(refreshToken, clientId);
    if (renewed.isEmpty()) {
      throw new GeneralException(OAuth2Error.INVALID_GRANT);
    }
    var grant = renewed.get().grant();
    return tokens(userOf(grant), grant, renewed.get().token());
  }

  OIDCTokens forPassword(String name, String password, String clientId, String scope)
      throws GeneralException {
    return switch (passwords.check(name, password)) {
      case Result.Accepted(var user) ->
          first(new Grant(user.name(), clientId, scope, "", clock.instant(), RandomSecret.next()));
      case Result.Rejected() ->
          throw new GeneralException(
              OAuth2Error.INVALID_GRANT.setDescription("User name or password is wrong"));
      case Result.LockedOut(var delay) ->
          throw new GeneralException(
              OAuth2Error.INVALID_GRANT.setDescription(
                  "Too many attempts, wait %d s".formatted(delay.toSeconds() + 1)));
    };
  }

  void revoke(Grant grant) {
    refreshTokens.revoke(grant.family());
  }

  private User userOf(Grant grant) throws GeneralException {
    return users
        .find(grant.user())
        .orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_GRANT));
  }

  private OIDCTokens tokens(User user, Grant grant, String refreshToken) {
    var access = mint.accessToken(user, grant);
    return new OIDCTokens(
        mint.idToken(user, grant, access), access, new RefreshToken(refreshToken));
  }
}
