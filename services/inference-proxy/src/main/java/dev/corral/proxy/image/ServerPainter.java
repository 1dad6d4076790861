package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// A server that speaks OpenAI's image routes: LocalAI, textgen or one elsewhere. It is always
/// asked for the picture itself: a link of its would lead into the cluster.
public final class ServerPainter implements Painter {
  private static final int OK = 200;

  /// Replies come on an event loop, and pictures are long.
  private static final Executor ASIDE = Thread::startVirtualThread;

  /// What these routes can say.
  public static final Set<Ability> ABILITIES =
      Set.of(Ability.GENERATE, Ability.INPAINT, Ability.VARIATION);

  private final PaintServer server;
  private final String model;
  private final ImageWish.Passed passed;
  private final PictureCheck check;

  /// @param model what the server calls it
  /// @param passed fields that go to the server as they are
  public ServerPainter(
      PaintServer server, String model, ImageWish.Passed passed, PictureCheck check) {
    this.server = server;
    this.model = model;
    this.passed = passed;
    this.check = check;
  }

  @Override
  public Set<Ability> abilities() {
    return ABILITIES;
  }

  @Override
  public CompletableFuture<Drawn> paint(ImageTask task) {
    ServerBodies.Body body = ServerBodies.of(task, model, passed);
    CompletableFuture<PaintServer.Reply> call =
        server.post(new PaintServer.Order(body.path(), body.mediaType(), body.bytes()));
    CompletableFuture<Drawn> drawn = call.thenApplyAsync(this::read, ASIDE);
    drawn.whenComplete((picture, failure) -> call.cancel(true));
    return drawn;
  }

  private Drawn read(PaintServer.Reply reply) {
    if (reply.status() == OK) {
      return picture(reply.body());
    }
    throw new ProblemException(refused(reply.body()));
  }

  private static Problem refused(byte[] body) {
    try {
      String code = ImageJson.MAPPER.readTree(body).path("error").path("code").asText();
      if (code.equals("content_policy_violation") || code.equals("moderation_blocked")) {
        return new Problem.ContentRefused("prompt");
      }
    } catch (IOException notJson) {
      // said below
    }
    return new Problem.EngineRefused("The model's engine refused this request.");
  }

  private Drawn picture(byte[] body) {
    try {
      JsonNode first = ImageJson.MAPPER.readTree(body).path("data").path(0);
      return check
          .made(Base64.getDecoder().decode(first.path("b64_json").asText()))
          .map(picture -> new Drawn(picture, OptionalLong.empty()))
          .orElseThrow(() -> new ProblemException(new Problem.EngineBroken()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(new Problem.EngineBroken());
    }
  }
}
