package dev.corral.dispatcher.api;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Turns the subject of a verified service-account token into the one role it stands for.
@ApplicationScoped
public class CallerRoles implements SecurityIdentityAugmentor {
  private static final Set<String> KNOWN = Set.of(Callers.GATEWAY, Callers.PROXY);

  private final String prefix;

  public CallerRoles(
      @ConfigProperty(name = "corral.cluster.namespace", defaultValue = "corral-system")
          String namespace) {
    this.prefix = "system:serviceaccount:" + namespace + ":";
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    var plain = QuarkusSecurityIdentity.builder();
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().item(identity);
    }
    plain.setPrincipal(token).addCredentials(identity.getCredentials());
    String subject = token.getSubject();
    if (subject != null && subject.startsWith(prefix)) {
      String account = subject.substring(prefix.length());
      if (KNOWN.contains(account)) {
        plain.addRole(account);
      }
    }
    return Uni.createFrom().item(plain.build());
  }
}
