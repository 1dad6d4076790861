package dev.corral.local.kubernetes.access;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// The server's own certificate authority and certificate, made once per state directory.
public final class Certificates {
  private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final String CA_NAME = "Corral local Kubernetes CA";

  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /// The certificates in a directory, made when they are not there.
  public static Certificates in(Path directory, Clock clock)
      throws IOException, GeneralSecurityException {
    Certificates certificates = new Certificates(directory);
    if (!Files.exists(certificates.serverKey())) {
      certificates.make(clock.instant());
    }
    return certificates;
  }

  public Path authority() {
    return directory.resolve("ca.crt");
  }

  public Path server() {
    return directory.resolve("server.crt");
  }

  public Path serverKey() {
    return directory.resolve("server.key");
  }

  private void make(Instant now) throws IOException, GeneralSecurityException {
    KeyPair authority = keys();
    KeyPair server = keys();
    byte[] ca = certificate(CA_NAME, authority, authority.getPrivate(), authorityExtensions(), now);
    byte[] own =
        certificate("kube-apiserver", server, authority.getPrivate(), serverExtensions(), now);
    PrivateFiles.write(authority(), pem("CERTIFICATE", ca));
    PrivateFiles.write(server(), pem("CERTIFICATE", own) + pem("CERTIFICATE", ca));
    PrivateFiles.write(serverKey(), pem("PRIVATE KEY", server.getPrivate().getEncoded()));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] certificate(
      String subject, KeyPair keys, PrivateKey signer, byte[] extensions, Instant now)
      throws GeneralSecurityException {
    byte[] body =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(120, new SecureRandom()).setBit(64)),
            ECDSA_SHA256,
            name(CA_NAME),
            Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(LIFETIME))),
            name(subject),
            keys.getPublic().getEncoded(),
            Der.tagged(0xa3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(body);
    return Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign(), 0));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
  }

  private static byte[] authorityExtensions() {
    byte[] constraints =
        Der.sequence(
            Der.oid("2.5.29.19"), Der.flag(true), Der.octets(Der.sequence(Der.flag(true))));
    byte[] usage =
        Der.sequence(
            Der.oid("2.5.29.15"), Der.flag(true), Der.octets(Der.bits(new byte[] {0x06}, 1)));
    return Der.sequence(constraints, usage);
  }

  private static byte[] serverExtensions() {
    byte[] names =
        Der.sequence(
            Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.tagged(0x82, "kubernetes.default.svc".getBytes(StandardCharsets.US_ASCII)),
            Der.tagged(0x87, new byte[] {127, 0, 0, 1}));
    byte[] purpose = Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"));
    return Der.sequence(
        Der.sequence(Der.oid("2.5.29.17"), Der.octets(names)),
        Der.sequence(
            Der.oid("2.5.29.15"),
            Der.flag(true),
            Der.octets(Der.bits(new byte[] {(byte) 0x80}, 7))),
        Der.sequence(Der.oid("2.5.29.37"), Der.octets(purpose)));
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
