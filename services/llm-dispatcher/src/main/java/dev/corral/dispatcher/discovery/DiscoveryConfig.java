package dev.corral.dispatcher.discovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Whether, where and how often Bedrock is asked, and what of its answers is kept.
@ConfigMapping(prefix = "corral.discovery")
public interface DiscoveryConfig {
  @WithDefault("true")
  boolean enabled();

  /// Without a region nothing is asked.
  Optional<String> region();

  /// Whose inference profiles are used: the first part of their ids.
  @WithDefault("eu")
  String geography();

  /// Ids of models that may be launched although they are asked for in another region.
  Optional<Set<String>> elsewhere();

  /// Whether requests may be answered anywhere in the world.
  @WithDefault("false")
  boolean allowGlobal();

  /// Whose models are kept, by the names that Bedrock gives the providers.
  @WithDefault("Amazon,Anthropic,Cohere,DeepSeek,Meta,Mistral AI,OpenAI,Qwen,Stability AI")
  Set<String> providers();

  /// How many models are kept at most; not above 300.
  @WithDefault("300")
  int maxModels();

  @WithDefault("6h")
  Duration every();

  /// After a round that failed, the next one comes this soon.
  @WithDefault("10m")
  Duration retry();

  /// How long all lists of a round may take.
  @WithDefault("60s")
  Duration deadline();

  /// How long a model that is not listed any more still counts.
  @WithDefault("7d")
  Duration grace();

  /// How long it is remembered after that.
  @WithDefault("180d")
  Duration keepGone();

  /// Where the aliases are published, if anywhere.
  Optional<String> ssmParameter();
}
