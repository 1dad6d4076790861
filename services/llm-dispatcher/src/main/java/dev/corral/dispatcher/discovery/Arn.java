package dev.corral.dispatcher.discovery;

import java.util.Optional;
import java.util.regex.Pattern;

/// An ARN of Bedrock. Whatever belongs to another service (a marketplace endpoint of SageMaker) is
/// none.
record Arn(String region, String type, String id) {
  static final String FOUNDATION = "foundation-model";
  private static final int LONGEST = 300;
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z-]*:bedrock:([a-z0-9-]*):[0-9]*:([a-z-]+)/([A-Za-z0-9][A-Za-z0-9._:/-]*)");

  static Optional<Arn> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new Arn(match.group(1), match.group(2), match.group(3)))
        : Optional.empty();
  }

  /// The id of the foundation model that the ARN names.
  static Optional<String> foundationId(String text) {
    return parse(text).filter(arn -> arn.type().equals(FOUNDATION)).map(Arn::id);
  }

  static boolean isOf(String text, String type) {
    return parse(text).filter(arn -> arn.type().equals(type)).isPresent();
  }
}
