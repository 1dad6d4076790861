package dev.corral.local.kubernetes.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// The admin's kubeconfig, with a token that is made once per state directory.
public final class Kubeconfig {
  private static final String TEMPLATE =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: corral-local
        cluster:
          server: %s
          certificate-authority-data: %s
      users:
      - name: admin
        user:
          token: %s
      contexts:
      - name: corral-local
        context:
          cluster: corral-local
          user: admin
          namespace: default
      current-context: corral-local
      """;

  private Kubeconfig() {}

  /// The admin token of a state directory.
  public static String token(Path directory) throws IOException {
    Path file = directory.resolve("admin-token");
    if (!Files.exists(file)) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      PrivateFiles.write(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  /// Writes `kubeconfig` for a server at this address.
  public static void write(Path directory, String server, Path authority, String token)
      throws IOException {
    String ca = Base64.getEncoder().encodeToString(Files.readAllBytes(authority));
    PrivateFiles.write(directory.resolve("kubeconfig"), TEMPLATE.formatted(server, ca, token));
  }
}
