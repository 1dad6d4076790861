package dev.corral.local.identity.endpoint;

import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.corral.local.identity.grant.AuthorizationCodes;
import dev.corral.local.identity.grant.Clients;
import dev.corral.local.identity.grant.RefreshTokens;
import dev.corral.local.identity.grant.Sessions;
import dev.corral.local.identity.key.SigningKeys;
import dev.corral.local.identity.key.TokenCheck;
import dev.corral.local.identity.key.TokenMint;
import dev.corral.local.identity.store.PrivateFile;
import dev.corral.local.identity.user.PasswordCheck;
import dev.corral.local.identity.user.UserDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Builds the provider from its parts and serves it on loopback.
public final class IdentityServer {
  private static final int MAX_BODY = 64 << 10;

  private final Router router;

  private IdentityServer(Router router) {
    this.router = router;
  }

  /// How long things live.
  public record Lifetimes(Duration accessToken, Duration refreshToken, Duration code) {}

  /// Where the provider is and what it keeps.
  public record Place(int port, Path stateDir, boolean rotateKeys) {}

  /// Everything that the provider is told from outside.
  public record Setup(
      Place place, Clients clients, UserDirectory users, Lifetimes lifetimes, Clock clock) {
    Issuer issuer() {
      return new Issuer("http://localhost:" + place.port());
    }

    PrivateFile file(String name) {
      return new PrivateFile(place.stateDir().resolve(name));
    }
  }

  /// Serves until the process ends.
  public static void start(Setup setup) throws Exception {
    var vertx = Vertx.vertx(smallOptions());
    var server = new IdentityServer(Router.router(vertx));
    server.mount(setup);
    vertx
        .createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(setup.place().port()))
        .requestHandler(server.router)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private void mount(Setup setup) throws IOException {
    var clock = setup.clock();
    var clients = setup.clients();
    var lifetimes = setup.lifetimes();
    var discovery = new Discovery(setup.issuer());
    var keys = SigningKeys.load(setup.file("signing-keys.json"), setup.place().rotateKeys(), clock);
    var check = new TokenCheck(keys, clock);
    var refreshTokens =
        new RefreshTokens(setup.file("refresh-tokens.json"), lifetimes.refreshToken(), clock);
    var codes = new AuthorizationCodes(lifetimes.code(), clock);
    var passwords = new PasswordCheck(setup.users(), clock);
    var page = new LoginPage(setup.users().names(), clients.origins());
    var sessions = new Sessions(lifetimes.refreshToken(), clock);
    var form = new LoginForm(page, passwords, sessions, clock);
    var mint = new TokenMint(setup.issuer(), keys, lifetimes.accessToken(), clock);
    var issuance = new Issuance(setup.users(), passwords, refreshTokens, mint, clock);

    browserRoutes(
        new AuthorizeEndpoint(setup.issuer(), clients, codes, form),
        new LogoutEndpoint(clients, check, refreshTokens, form, page),
        page);
    apiRoutes(
        new CrossOrigin(clients.origins()),
        discovery.json(),
        keys.publicKeys().toString(),
        new TokenEndpoint(discovery.token(), clients, codes, issuance),
        new UserInfoEndpoint(check));
  }

  private void browserRoutes(AuthorizeEndpoint authorize, LogoutEndpoint logout, LoginPage page) {
    router.post().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.get("/authorize").handler(authorize::ask);
    router.post("/authorize").handler(authorize::login);
    router.get("/logout").handler(logout::logout);
    router.get("/pages/login.css").handler(page::style);
  }

  private void apiRoutes(
      CrossOrigin crossOrigin,
      String discovery,
      String jwks,
      TokenEndpoint token,
      UserInfoEndpoint userInfo) {
    var api =
        List.of(
            "/.well-known/openid-configuration", "/.well-known/jwks.json", "/token", "/userinfo");
    for (var path : api) {
      router.route(path).handler(crossOrigin::allow);
      router.options(path).handler(crossOrigin::preflight);
    }
    router.get(api.get(0)).handler(context -> json(context.response(), discovery));
    router.get(api.get(1)).handler(context -> json(context.response(), jwks));
    router.post("/token").handler(token::token);
    router.get("/userinfo").handler(userInfo::userInfo);
  }

  private static void json(HttpServerResponse response, String body) {
    response.putHeader("Content-Type", "application/json").end(body);
  }

  private static VertxOptions smallOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(2)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
