package dev.corral.dispatcher.discovery;

import java.util.Optional;
import java.util.Set;

/// Lets the models be launched that the platform team allows in another region than the one that
/// discovery knows, such as image models, which Bedrock offers in few places.
final class ElsewhereBedrock implements KnownBedrock {
  private final KnownBedrock here;
  private final Set<String> elsewhere;

  /// @param elsewhere ids of models
  ElsewhereBedrock(KnownBedrock here, Optional<Set<String>> elsewhere) {
    this.here = here;
    this.elsewhere = elsewhere.orElse(Set.of());
  }

  @Override
  public Verdict look(String source) {
    String id =
        source.startsWith(Listing.SCHEME) ? source.substring(Listing.SCHEME.length()) : source;
    return elsewhere.contains(id)
        ? new Verdict.Unasked("It is asked for in another region.")
        : here.look(source);
  }
}
