package dev.corral.gateway.session;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/// Tells which of our own services is calling, by its service-account token.
public final class ServiceCallers {
  private static final Logger LOG = Logger.getLogger(ServiceCallers.class);
  private static final String AUDIENCE = "corral-internal";
  private static final int LONGEST_HEADER = 16_384;
  private static final String SCHEME = "Bearer ";

  private final String issuer;
  private final String subjectPrefix;
  private final ClusterKeys keys;

  public ServiceCallers(String issuer, String namespace, ClusterKeys keys) {
    this.issuer = issuer;
    this.subjectPrefix = "system:serviceaccount:" + namespace + ":";
    this.keys = keys;
  }

  /// The service's name, or nothing for anyone who is not a service of ours.
  public Optional<String> identify(@Nullable String authorization) {
    if (authorization == null
        || !authorization.startsWith(SCHEME)
        || authorization.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    try {
      String subject = verify(authorization.substring(SCHEME.length()));
      return subject.startsWith(subjectPrefix)
          ? Optional.of(subject.substring(subjectPrefix.length()))
          : Optional.empty();
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warnf("the cluster issuer's keys cannot be read: %s", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private String verify(String token)
      throws InvalidJwtException, MalformedClaimException, IOException {
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(keys.resolver())
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(
                ConstraintType.PERMIT,
                AlgorithmIdentifiers.RSA_USING_SHA256,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
        .setExpectedIssuer(issuer)
        .setExpectedAudience(AUDIENCE)
        .setRequireExpirationTime()
        .setRequireSubject()
        .setAllowedClockSkewInSeconds(60)
        .build()
        .processToClaims(token)
        .getSubject();
  }
}
