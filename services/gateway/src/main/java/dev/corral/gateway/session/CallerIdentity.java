package dev.corral.gateway.session;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Gives a verified person our two roles, by group and by nothing else: an issuer's group called
/// `admin` is no role here.
@ApplicationScoped
class CallerIdentity implements SecurityIdentityAugmentor {
  private final CallerOfToken reader;

  CallerIdentity(PeopleConfig config) {
    this.reader = new CallerOfToken(config);
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().item(identity);
    }
    Caller caller = reader.read(token);
    return Uni.createFrom()
        .item(
            QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addRoles(caller.roles().stream().map(Role::wireName).collect(Collectors.toSet()))
                .addAttribute(CurrentCaller.ATTRIBUTE, caller)
                .build());
  }
}
