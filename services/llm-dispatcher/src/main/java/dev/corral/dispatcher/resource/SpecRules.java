package dev.corral.dispatcher.resource;

import java.time.Duration;
import java.util.Locale;

/// The closed patterns that names, sources and times keep, in the CRDs and in the API alike.
public final class SpecRules {
  /// A DNS-1123 label.
  public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  public static final String NAME_CEL =
      "self.metadata.name.size() <= 40 && self.metadata.name.matches('" + NAME + "')";
  public static final String NAME_MESSAGE =
      "name must be at most 40 characters: lower case letters, digits and inner dashes";

  /// Nothing that a shell, a URL parser or a path could take for more than a name.
  public static final String SOURCE =
      "^(ollama|hf|s3|bedrock|external)://[A-Za-z0-9]+([._:/-][A-Za-z0-9]+)*$";

  /// Where the weights of an adapter are.
  public static final String ADAPTER_SOURCE = "^(s3|hf)://[A-Za-z0-9]+([._/-][A-Za-z0-9]+)*$";

  public static final String OWNER = "^[A-Za-z0-9]([A-Za-z0-9._@:+-]*[A-Za-z0-9])?$";
  public static final String GROUP = "^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$";
  public static final String DURATION = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

  static final String ENGINE_CEL =
      "self.engine == 'ollama' ? self.source.startsWith('ollama://')"
          + " : self.engine == 'bedrock' ? self.source.startsWith('bedrock://')"
          + " : self.engine == 'external' ? self.source.startsWith('external://')"
          + " : self.source.startsWith('hf://') || self.source.startsWith('s3://')";
  static final String ENGINE_MESSAGE = "the engine cannot load from a source of this scheme";

  public static final Duration SHORTEST_IDLE = Duration.ofSeconds(10);
  public static final Duration LONGEST_IDLE = Duration.ofHours(24);
  public static final int NAME_LENGTH = 40;

  private SpecRules() {}

  /// Reads `1h30m`, `5m` or `90s`; the text has passed [#DURATION].
  public static Duration duration(String text) {
    return text.isEmpty() ? Duration.ZERO : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
