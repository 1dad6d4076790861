package dev.corral.local.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.corral.local.identity.store.PrivateFile;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/// RSA keys, newest first: the first signs, all verify.
public final class SigningKeys {
  private static final int BITS = 2048;
  private static final int KEPT = 3;

  private final List<RSAKey> keys;

  private SigningKeys(List<RSAKey> keys) {
    this.keys = keys;
  }

  /// Reads the keys, and makes a new one when there is none or a rotation is asked for.
  public static SigningKeys load(PrivateFile file, boolean rotate, Clock clock) throws IOException {
    try {
      var keys = new ArrayList<RSAKey>();
      var stored = file.read();
      if (stored.isPresent()) {
        JWKSet.parse(stored.get()).getKeys().forEach(key -> keys.add(key.toRSAKey()));
      }
      if (keys.isEmpty() || rotate) {
        keys.addFirst(generate(clock));
        file.write(new JWKSet(List.copyOf(newest(keys))).toString(false));
      }
      return new SigningKeys(newest(keys));
    } catch (ParseException | JOSEException e) {
      throw new IOException("The signing keys in " + file.path() + " are not usable", e);
    }
  }

  RSAKey current() {
    return keys.getFirst();
  }

  /// What the world may see.
  public JWKSet publicKeys() {
    return new JWKSet(List.copyOf(keys)).toPublicJWKSet();
  }

  private static List<RSAKey> newest(List<RSAKey> keys) {
    return keys.stream().limit(KEPT).toList();
  }

  private static RSAKey generate(Clock clock) throws JOSEException {
    return new RSAKeyGenerator(BITS)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.RS256)
        .keyID(UUID.randomUUID().toString())
        .issueTime(Date.from(clock.instant()))
        .generate();
  }
}
