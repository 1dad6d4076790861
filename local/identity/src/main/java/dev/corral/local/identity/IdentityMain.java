package dev.corral.local.identity;

import dev.corral.local.identity.endpoint.IdentityServer;
import dev.corral.local.identity.endpoint.IdentityServer.Lifetimes;
import dev.corral.local.identity.endpoint.IdentityServer.Place;
import dev.corral.local.identity.endpoint.IdentityServer.Setup;
import dev.corral.local.identity.grant.Client;
import dev.corral.local.identity.grant.Clients;
import dev.corral.local.identity.user.UserDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// An OpenID Connect provider for one machine.
@Command(
    name = "local-identity",
    mixinStandardHelpOptions = true,
    description = "OpenID Connect with a login page, on loopback, in Cognito's token shape.")
public final class IdentityMain implements Callable<Integer> {
  private static final int PORT_TAKEN = 2;
  private static final String LOOPBACK = "127.0.0.1";

  @Option(names = "--port", defaultValue = "0", description = "0 picks a free port.")
  private int port;

  @Option(names = "--state-dir", required = true, description = "Keys and refresh tokens.")
  private Path stateDir = Path.of(".");

  @Option(names = "--client-id", defaultValue = "corral-console", description = "The console.")
  private String clientId = "";

  @Option(names = "--redirect-uri", description = "Where the console takes codes. Repeatable.")
  private List<URI> redirectUris = List.of();

  @Option(names = "--post-logout-uri", description = "Where a sign-out may return. Repeatable.")
  private List<URI> postLogoutUris = List.of();

  @Option(
      names = "--users",
      description = "JSON: [{\"name\",\"password\",\"groups\":[…]}] instead of alice, bob, admin.")
  private @Nullable Path usersFile;

  @Option(names = "--access-token-lifetime", defaultValue = "PT15M", description = "ISO 8601.")
  private Duration accessTokenLifetime = Duration.ZERO;

  @Option(names = "--refresh-token-lifetime", defaultValue = "PT12H", description = "ISO 8601.")
  private Duration refreshTokenLifetime = Duration.ZERO;

  @Option(names = "--code-lifetime", defaultValue = "PT60S", description = "ISO 8601.")
  private Duration codeLifetime = Duration.ZERO;

  @Option(names = "--rotate-keys", description = "Signs with a new key; older ones still verify.")
  private boolean rotateKeys;

  private IdentityMain() {}

  /// The exit code is 2 when the port is taken.
  public static void main(String[] args) {
    System.exit(new CommandLine(new IdentityMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var chosen = freePort();
    if (chosen.isEmpty()) {
      System.err.printf("Port %d is taken. Choose another with --port.%n", port);
      return PORT_TAKEN;
    }
    var clients =
        new Clients(
            List.of(Client.console(clientId, redirectUris, postLogoutUris), Client.commandLine()));
    var place = new Place(chosen.get(), Files.createDirectories(stateDir), rotateKeys);
    var lifetimes = new Lifetimes(accessTokenLifetime, refreshTokenLifetime, codeLifetime);
    IdentityServer.start(new Setup(place, clients, users(), lifetimes, Clock.systemUTC()));
    System.out.printf("READY port=%d%n", place.port());
    new CountDownLatch(1).await();
    return 0;
  }

  private UserDirectory users() throws IOException {
    if (usersFile != null) {
      return UserDirectory.read(usersFile);
    }
    var password = Optional.ofNullable(System.getenv("CORRAL_LOCAL_PASSWORD"));
    return UserDirectory.standard(password.filter(text -> !text.isBlank()));
  }

  private Optional<Integer> freePort() {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
      return Optional.of(probe.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
