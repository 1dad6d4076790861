package dev.corral.proxy.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.corral.proxy.admission.Allowance;
import dev.corral.proxy.admission.GatewayPeople;
import dev.corral.proxy.admission.KeyVerdict;
import dev.corral.proxy.wake.ModelStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Our narrow records read what the providers say they send.
class ProviderExamplesTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private static <T> T example(String service, String file, Class<T> type) throws IOException {
    return JSON.readValue(
        Path.of("..", service, "src/main/contract/examples", file).toFile(), type);
  }

  @Test
  void theGatewaysWordAboutAKey() throws IOException {
    KeyVerdict active = example("gateway", "verifyKey.response.json", KeyVerdict.class);
    assertTrue(active.active());
    assertNotNull(active.principal());
    assertNotNull(active.models());
    assertNotNull(active.dialects());
    assertNotNull(active.groups());
    assertFalse(example("gateway", "verifyKey.inactive.json", KeyVerdict.class).active());
  }

  @Test
  void theGatewaysWordAboutAPerson() throws IOException {
    var allowance = example("gateway", "askAllowance.response.json", GatewayPeople.Word.class);
    var spent = new Allowance.Budget("this user", new BigDecimal("100"), new BigDecimal("81.5"));
    assertEquals(List.of(spent), allowance.allowance().budgets(), "unknown spend stops nothing");
  }

  @Test
  void theDispatchersViewOfAModel() throws IOException {
    ModelStatus launching = example("llm-dispatcher", "model-launching.json", ModelStatus.class);
    assertEquals("launching", launching.state());
    assertNotNull(launching.phase());
    assertEquals(
        "active", example("llm-dispatcher", "model-active.json", ModelStatus.class).state());
  }
}
