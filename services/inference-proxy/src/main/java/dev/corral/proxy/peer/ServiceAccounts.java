package dev.corral.proxy.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/// Verifies the service-account tokens of callers from inside the cluster: exact issuer, our
/// audience, RS256 or ES256, keys by discovery of the issuer (kept while it is away).
public final class ServiceAccounts {
  private static final Logger LOG = Logger.getLogger(ServiceAccounts.class);
  private static final String AUDIENCE = "corral-internal";
  private static final int LONGEST_TOKEN = 8192;
  private static final int KEEP_KEYS_ON_ERROR_SECONDS = 24 * 3600;
  private static final int TIMEOUT_MILLIS = 3000;
  private static final int LONGEST_ANSWER = 150 * 1024;

  private final PeerConfig.Cluster cluster;
  private final ObjectMapper json;
  private @Nullable JwtConsumer consumer;

  /// For tokens of `cluster`.
  public ServiceAccounts(PeerConfig.Cluster cluster, ObjectMapper json) {
    this.cluster = cluster;
    this.json = json;
  }

  /// The service account's name if the token is valid and of Corral's own namespace. May wait for
  /// the issuer, so never call it from an event loop.
  public Optional<String> verify(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    try {
      String subject = consumer().processToClaims(token).getSubject();
      String ours = "system:serviceaccount:" + cluster.namespace() + ":";
      return subject.startsWith(ours)
          ? Optional.of(subject.substring(ours.length()))
          : Optional.empty();
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      LOG.warnf("service tokens cannot be verified: %s", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private synchronized JwtConsumer consumer() throws IOException, GeneralSecurityException {
    if (consumer == null) {
      consumer = build();
    }
    return consumer;
  }

  private JwtConsumer build() throws IOException, GeneralSecurityException {
    Get get = new Get();
    get.setConnectTimeout(TIMEOUT_MILLIS);
    get.setReadTimeout(TIMEOUT_MILLIS);
    get.setResponseBodySizeLimit(LONGEST_ANSWER);
    get.setRetries(0);
    if (cluster.caFile().isPresent()) {
      get.setTrustedCertificates(certificates(Path.of(cluster.caFile().get())));
    }
    String document = get.get(cluster.issuer() + "/.well-known/openid-configuration").getBody();
    HttpsJwks keys = new HttpsJwks(json.readTree(document).path("jwks_uri").asText());
    keys.setSimpleHttpGet(get);
    keys.setRetainCacheOnErrorDuration(KEEP_KEYS_ON_ERROR_SECONDS);
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
        .setExpectedIssuer(true, cluster.issuer())
        .setExpectedAudience(true, AUDIENCE)
        .setRequireExpirationTime()
        .setRequireSubject()
        .setAllowedClockSkewInSeconds(60)
        .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "RS256", "ES256")
        .build();
  }

  private static Collection<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
