package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final Layout layout = new Layout(Path.of("/corral"), Path.of("/corral/.corral"));
  private final Ports ports = new Ports(9000);
  private final Parts parts = new Parts(layout, ports, Engine.of("", layout));

  @Test
  void noTwoPartsShareAPort() {
    var seen = new HashSet<Integer>();
    parts
        .all()
        .forEach(part -> part.ports().forEach(port -> assertTrue(seen.add(port), part.name())));
    assertTrue(seen.stream().allMatch(port -> port >= 9000 && port < 9100));
  }

  @Test
  void everyServiceGetsItsOwnTokenAndNoOtherSecret() {
    for (var part : parts.services()) {
      var token = part.environment().get("CORRAL_SERVICE_TOKEN_FILE");
      assertEquals("/corral/.corral/accounts/" + part.name() + ".token", token);
      assertFalse(part.arguments().toString().contains("token"));
    }
  }

  @Test
  void onlyDispatcherAndProxyKnowWhereTheEngineSecretIs() {
    for (var part : parts.services()) {
      var derives = part.name().equals("llm-dispatcher") || part.name().equals("inference-proxy");
      assertEquals(
          derives ? "/corral/.corral/secrets/engine.key" : null,
          part.environment().get("CORRAL_ENGINE_KEY_FILE"),
          part.name());
    }
  }

  @Test
  void onlyServicesThatFacePeopleKnowTheirIssuer() {
    for (var part : parts.services()) {
      var faces = part.name().equals("gateway") || part.name().equals("inference-proxy");
      assertEquals(faces, part.environment().containsKey("CORRAL_OIDC_ISSUER"), part.name());
    }
  }

  @Test
  void theDemoModelIsPacedAndCalledTiny() {
    assertTrue(Engine.of("", layout).notice().contains("tiny"));
    assertFalse(Engine.of("/models/big.gguf", layout).notice().contains("tiny"));
    assertTrue(Engine.of("/models/big.gguf", layout).environment().isEmpty());
  }
}
