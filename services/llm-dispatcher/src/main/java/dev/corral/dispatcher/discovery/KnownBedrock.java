package dev.corral.dispatcher.discovery;

import java.util.Optional;

/// Says whether a Bedrock model can be launched, as far as discovery knows.
public interface KnownBedrock {
  /// @param source `bedrock://` and an id or an ARN
  Verdict look(String source);

  /// What is known about one source.
  sealed interface Verdict {
    /// Nobody has asked AWS, or AWS did not tell; nothing speaks against it.
    record Unasked(String why) implements Verdict {}

    /// It is offered.
    ///
    /// @param warning what is worth knowing all the same
    record Known(String alias, Optional<String> warning) implements Verdict {}

    /// It is offered, but will end.
    record Legacy(String alias, String warning, Optional<String> successor) implements Verdict {}

    /// It is not offered any more.
    ///
    /// @param sentence for the person who asked for it
    record Gone(String sentence, Optional<String> successor) implements Verdict {}

    /// AWS does not offer it to us.
    ///
    /// @param sentence for the person who asked for it
    record Unknown(String sentence) implements Verdict {}
  }
}
