package dev.corral.metrics.report;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Gives the gateway's service account its role, and nobody else one.
@ApplicationScoped
public class CallerRoles implements SecurityIdentityAugmentor {

  /// The gateway.
  static final String GATEWAY = "gateway";

  private final String gateway;

  CallerRoles(
      @ConfigProperty(name = "corral.cluster.namespace", defaultValue = "corral-system")
          String namespace) {
    this.gateway = "system:serviceaccount:" + namespace + ":gateway";
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || !gateway.equals(identity.getPrincipal().getName())) {
      return Uni.createFrom().item(identity);
    }
    return Uni.createFrom()
        .item(QuarkusSecurityIdentity.builder(identity).addRole(GATEWAY).build());
  }
}
