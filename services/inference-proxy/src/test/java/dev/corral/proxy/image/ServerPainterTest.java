package dev.corral.proxy.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.image.ImageTask.Tuning;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A server's reply comes on an event loop, which does not take the picture out of it.
class ServerPainterTest {
  @Test
  void aPictureIsTakenOutElsewhere() {
    CompletableFuture<PaintServer.Reply> reply = new CompletableFuture<>();
    ServerPainter painter =
        new ServerPainter(
            order -> reply,
            "m",
            new ImageWish.Passed(Optional.empty(), Optional.empty()),
            new PictureCheck(Samples.LIMITS));
    CompletableFuture<Drawn> drawn =
        painter.paint(
            new ImageTask.Generate(
                "a cat",
                Optional.empty(),
                new Tuning(
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    Optional.empty())));
    CompletableFuture<Thread> where = drawn.thenApply(picture -> Thread.currentThread());
    String picture = Base64.getEncoder().encodeToString(Samples.png(4, 4));
    reply.complete(
        new PaintServer.Reply(
            200, "{\"data\":[{\"b64_json\":\"%s\"}]}".formatted(picture).getBytes(UTF_8)));
    assertTrue(where.join().isVirtual());
    assertFalse(where.join().equals(Thread.currentThread()));
  }
}
