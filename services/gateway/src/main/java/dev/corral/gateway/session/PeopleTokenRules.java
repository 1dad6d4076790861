package dev.corral.gateway.session;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/// Hands [PeopleTokenRule] to the token verification of quarkus-oidc.
@ApplicationScoped
@Unremovable
public class PeopleTokenRules implements Validator {
  private final PeopleTokenRule rule;

  PeopleTokenRules(PeopleConfig config) {
    this.rule = new PeopleTokenRule(config.clientIds(), config.principalClaim());
  }

  @Override
  public @Nullable String validate(JwtContext context) throws MalformedClaimException {
    return rule.validate(context);
  }
}
