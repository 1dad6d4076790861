package dev.corral.proxy.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A header that could arrive as another one is not sent, and its value is told to nobody.
class PeerClientTest {
  private static final PeerClient PEER =
      new PeerClient(new ServiceToken(Optional.empty(), Clock.systemUTC()), Duration.ofMillis(500));

  @ParameterizedTest
  @ValueSource(strings = {"secret\u00e5", "secret\n", "secret\u4e16"})
  void aHeaderThatCannotBeSentAsItIsIsAFailedCall(String value) {
    CompletableFuture<PeerClient.Answer> answer =
        PEER.post(URI.create("http://127.0.0.1:1/"), "{}", Map.of("x-corral-principal", value));
    Throwable failure = answer.exceptionNow();
    assertEquals(IllegalArgumentException.class, failure.getClass());
    assertFalse(failure.toString().contains("secret"));
    assertEquals("IllegalArgumentException", PeerClient.reason(failure));
  }
}
