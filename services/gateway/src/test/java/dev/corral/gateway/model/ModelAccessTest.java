package dev.corral.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.contract.Contract;
import dev.corral.gateway.dispatcher.Model;
import dev.corral.gateway.model.ModelAccess.Decision;
import dev.corral.gateway.model.ModelAccess.Verb;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.session.Role;
import dev.corral.gateway.upstream.UpstreamJson;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelAccessTest {
  private static final ObjectMapper JSON = UpstreamJson.mapper();

  @ParameterizedTest
  @CsvSource({
    "alice, corral-user, ALLOWED, ALLOWED",
    "bob, corral-user, INVISIBLE, INVISIBLE",
    "bob, team-a, ALLOWED, FORBIDDEN",
    "root, corral-admin, ALLOWED, ALLOWED",
    "Alice, corral-user, INVISIBLE, INVISIBLE"
  })
  void whoMayDoWhat(String person, String group, Decision see, Decision change) throws Exception {
    Model model = JSON.readValue(Contract.example("getModel.response"), Model.class);
    Set<String> groups = Set.of(group);
    Caller caller = new Caller(person, person, Role.of(groups), groups, Instant.MAX);
    assertThat(ModelAccess.decide(caller, model, Verb.SEE_AND_WAKE)).isEqualTo(see);
    assertThat(ModelAccess.decide(caller, model, Verb.CHANGE)).isEqualTo(change);
  }
}
