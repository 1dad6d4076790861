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

  /// Letters and digits, with dots, dashes and underscores only in between: nothing that a shell, a
  /// URL parser or a path could take for more than a name, and never a step up.
  private static final String PART = "[A-Za-z0-9]+([._-]+[A-Za-z0-9]+)*";

  private static final String HOST = "[A-Za-z0-9]+([.-][A-Za-z0-9]+)*(:[0-9]{1,5})?";
  private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
  private static final String OLLAMA =
      "ollama://((" + HOST + "/)?" + PART + "/)?" + PART + "(:" + PART + ")?";
  private static final String HF = "hf://" + PART + "/" + PART + "(/" + PART + ")*(@" + PART + ")?";
  private static final String S3 = "s3://" + BUCKET + "(/" + PART + ")*";
  private static final String BEDROCK = "bedrock://[A-Za-z0-9]+((::|[._:/-])[A-Za-z0-9]+)*";
  private static final String EXTERNAL = "external://[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  /// Where a model comes from, each scheme in its own grammar.
  public static final String SOURCE =
      "^(" + OLLAMA + "|" + HF + "|" + S3 + "|" + BEDROCK + "|" + EXTERNAL + ")$";

  /// Where the weights of an adapter are.
  public static final String ADAPTER_SOURCE =
      "^(" + S3 + "|hf://" + PART + "/" + PART + "(@" + PART + ")?)$";

  public static final String OWNER = "^[A-Za-z0-9]([A-Za-z0-9._@:+-]*[A-Za-z0-9])?$";
  public static final String GROUP = "^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$";
  public static final String DURATION = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

  static final String ENGINE_CEL =
      "self.engine == 'ollama' ? self.source.startsWith('ollama://')"
          + " : self.engine == 'bedrock' ? self.source.startsWith('bedrock://')"
          + " : self.engine == 'external' ? self.source.startsWith('external://')"
          + " : self.source.startsWith('hf://') || self.source.startsWith('s3://')";
  static final String ADAPTERS_CEL =
      "!has(self.adapters) || self.adapters.all(a, self.adapters.exists_one(b, a.name == b.name))";
  public static final String ADAPTERS_MESSAGE = "every adapter needs a name of its own";
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
