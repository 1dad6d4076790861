package dev.corral.proxy.bedrock;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose model it is, as far as its id tells: an ARN of one's own deployment tells nothing.
enum Provider {
  ANTHROPIC("anthropic.claude-.*"),
  /// The second generation of Nova, which can reason.
  NOVA_2("amazon[.]nova-2-.*"),
  NOVA("amazon[.]nova-.*"),
  COHERE("cohere[.]command-.*"),
  MISTRAL("mistral[.].*"),
  GPT_OSS("openai[.]gpt-oss-.*"),
  OTHER(".*");

  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:arn:[^/]*:(?:foundation-model|inference-profile)/)?"
              + "(?:(?:us|us-gov|eu|apac|jp|au|ca|global)[.])?(?<model>[a-z0-9]+[.].+)");

  /// Generations that take a budget of tokens to think with.
  private static final Pattern THINKS_BY_BUDGET =
      Pattern.compile("anthropic[.]claude-(3-7-sonnet|(sonnet|opus|haiku)-4(-[156])?)(-\\d{8}.*)?");

  private final Pattern ids;

  Provider(String ids) {
    this.ids = Pattern.compile(ids);
  }

  static Provider of(String id) {
    return plain(id)
        .flatMap(model ->
            Arrays.stream(values()).filter(one -> one.ids.matcher(model).matches()).findFirst())
        .orElse(OTHER);
  }

  /// Whether the model is asked to think by a budget of tokens.
  static boolean thinksByBudget(String id) {
    return plain(id).filter(model -> THINKS_BY_BUDGET.matcher(model).matches()).isPresent();
  }

  /// The model's own id; empty where an ARN does not tell it.
  static Optional<String> plain(String id) {
    Matcher matcher = PLAIN.matcher(id);
    return matcher.matches() ? Optional.ofNullable(matcher.group("model")) : Optional.empty();
  }
}
