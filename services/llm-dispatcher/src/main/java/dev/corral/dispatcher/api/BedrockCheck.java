package dev.corral.dispatcher.api;

import dev.corral.dispatcher.discovery.KnownBedrock;
import dev.corral.dispatcher.discovery.KnownBedrock.Verdict;
import dev.corral.dispatcher.problem.Problem.FieldError;
import java.util.Optional;

/// Whether a Bedrock model can be launched, as far as discovery knows. Where it knows nothing,
/// nothing is refused.
public final class BedrockCheck {
  private final KnownBedrock known;

  public BedrockCheck(KnownBedrock known) {
    this.known = known;
  }

  /// What is wrong with this source of a Bedrock model.
  Optional<FieldError> problem(String source) {
    return switch (known.look(source)) {
      case Verdict.Unknown unknown -> refused(unknown.sentence());
      case Verdict.Gone gone -> refused(gone.sentence() + instead(gone.successor()));
      case Verdict.Known known -> Optional.empty();
      case Verdict.Legacy legacy -> Optional.empty();
      case Verdict.Unasked unasked -> Optional.empty();
    };
  }

  private static String instead(Optional<String> successor) {
    return successor.map(alias -> " Try " + alias + " instead.").orElse("");
  }

  private static Optional<FieldError> refused(String sentence) {
    return Optional.of(new FieldError("source", sentence));
  }
}
