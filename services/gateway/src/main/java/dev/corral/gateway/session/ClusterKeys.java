package dev.corral.gateway.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jose4j.http.Get;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// The cluster issuer's public keys: found by discovery at the first use, kept when the issuer is
/// away for a while.
public final class ClusterKeys {
  private static final int TIMEOUT_MS = 2_000;
  private static final int LARGEST_DOCUMENT = 150_000;

  private final String issuer;
  private final Optional<Path> caFile;
  private @Nullable VerificationKeyResolver resolver;

  public ClusterKeys(String issuer, Optional<Path> caFile) {
    this.issuer = issuer;
    this.caFile = caFile;
  }

  /// Finds the key that signed a token.
  public synchronized VerificationKeyResolver resolver() throws IOException {
    VerificationKeyResolver known = resolver;
    if (known == null) {
      known = discover();
      resolver = known;
    }
    return known;
  }

  private VerificationKeyResolver discover() throws IOException {
    Get get = get();
    String document = get.get(issuer + "/.well-known/openid-configuration").getBody();
    try {
      Object uri = JsonUtil.parseJson(document).get("jwks_uri");
      if (!(uri instanceof String location)) {
        throw new IOException("the cluster issuer names no keys");
      }
      HttpsJwks keys = new HttpsJwks(location);
      keys.setSimpleHttpGet(get);
      keys.setDefaultCacheDuration(Duration.ofMinutes(15).toSeconds());
      keys.setRetainCacheOnErrorDuration(Duration.ofHours(24).toSeconds());
      keys.setRefreshReprieveThreshold(Duration.ofSeconds(10).toMillis());
      return new HttpsJwksVerificationKeyResolver(keys);
    } catch (JoseException e) {
      throw new IOException("the cluster issuer's configuration is not JSON", e);
    }
  }

  private Get get() throws IOException {
    Get get = new Get();
    get.setConnectTimeout(TIMEOUT_MS);
    get.setReadTimeout(TIMEOUT_MS);
    get.setRetries(0);
    get.setResponseBodySizeLimit(LARGEST_DOCUMENT);
    if (caFile.isPresent()) {
      get.setTrustedCertificates(certificates(caFile.get()));
    }
    return get;
  }

  private static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .forEach(c -> found.add((X509Certificate) c));
    } catch (CertificateException e) {
      throw new IOException("the cluster's authority file holds no certificate", e);
    }
    return found;
  }
}
