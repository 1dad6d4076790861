package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.discovery.KnownBedrock.Verdict;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Only what the platform team lists may be launched without being offered here.
class ElsewhereBedrockTest {
  private static final KnownBedrock NOTHING = source -> new Verdict.Unknown("not here");

  @Test
  void whatIsListedIsLeftToTheOtherRegion() {
    var known = new ElsewhereBedrock(NOTHING, Optional.of(Set.of("stability.painter-v1:0")));
    assertThat(known.look("bedrock://stability.painter-v1:0")).isInstanceOf(Verdict.Unasked.class);
    assertThat(known.look("bedrock://stability.painter-v1:00")).isInstanceOf(Verdict.Unknown.class);
    assertThat(known.look("bedrock://other")).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void withoutAListDiscoveryDecides() {
    var known = new ElsewhereBedrock(NOTHING, Optional.empty());
    assertThat(known.look("bedrock://stability.painter-v1:0")).isInstanceOf(Verdict.Unknown.class);
  }
}
