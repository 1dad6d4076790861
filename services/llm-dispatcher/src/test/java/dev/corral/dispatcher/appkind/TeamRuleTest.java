package dev.corral.dispatcher.appkind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeamRuleTest {
  @Test
  void aTeamIsEachGroupOrTheOwnerAlone() {
    var ofAlice = flowise("alice");
    var ofTeams = flowise("bob", "a", "b");
    assertThat(conflicts(flowise("alice"), ofAlice)).isTrue();
    assertThat(conflicts(flowise("bob"), ofAlice)).isFalse();
    assertThat(conflicts(flowise("alice", "b", "c"), ofTeams)).isTrue();
    assertThat(conflicts(flowise("alice", "c"), ofTeams)).isFalse();
    assertThat(conflicts(flowise("bob"), ofTeams)).isFalse();
  }

  @Test
  void otherTypesDoNotCount() {
    var chat = new AppSpec(AppType.OPEN_WEBUI, "alice", null, null, null, null, null);
    assertThat(conflicts(flowise("alice"), chat)).isFalse();
  }

  private static boolean conflicts(AppSpec spec, AppSpec other) {
    return TeamRule.conflict(spec, List.of(new TeamRule.Other("other", other))).isPresent();
  }

  private static AppSpec flowise(String owner, String... groups) {
    return new AppSpec(AppType.FLOWISE, owner, null, null, null, null, List.of(groups));
  }
}
