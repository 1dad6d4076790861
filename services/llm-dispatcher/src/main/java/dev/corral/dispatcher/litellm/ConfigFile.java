package dev.corral.dispatcher.litellm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The file that LiteLLM reads. Its keys are the components of these records and nothing else, so
/// data can add none: no callback, no key, no header.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ConfigFile(
    @JsonProperty("model_list") List<Entry> models,
    @JsonProperty("litellm_settings") Settings settings,
    @JsonProperty("general_settings") General general,
    @JsonProperty("router_settings") Router router) {

  /// The names of variables in the app's environment; the only ones this file refers to.
  static final String API_KEY = "os.environ/CORRAL_API_KEY";

  static final String MASTER_KEY = "os.environ/LITELLM_MASTER_KEY";

  static ConfigFile of(List<Entry> models) {
    return new ConfigFile(models, Settings.SAFE, General.SAFE, Router.ONE_TRY);
  }

  record Entry(
      @JsonProperty("model_name") String name,
      @JsonProperty("litellm_params") Parameters parameters,
      @JsonProperty("model_info") Info info) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Parameters(
      @JsonProperty("model") String model,
      @JsonProperty("api_base") Optional<String> base,
      @JsonProperty("api_key") Optional<String> key,
      @JsonProperty("aws_region_name") Optional<String> region) {
    static Parameters through(URI proxy, String name) {
      return new Parameters(
          "openai/" + name, Optional.of(proxy.toString()), Optional.of(API_KEY), Optional.empty());
    }

    /// Without keys: the app's own role speaks for it.
    static Parameters direct(Route.Bedrock route) {
      String way = route.mode() == Route.Mode.CHAT ? "bedrock/converse/" : "bedrock/";
      return new Parameters(
          way + route.id(), Optional.empty(), Optional.empty(), Optional.of(route.region()));
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Info(
      @JsonProperty("id") String id,
      @JsonProperty("mode") Route.Mode mode,
      @JsonProperty("input_cost_per_token") Optional<BigDecimal> input,
      @JsonProperty("output_cost_per_token") Optional<BigDecimal> output) {}

  /// Nothing is reported to anybody, and no prompt is written anywhere.
  record Settings(
      @JsonProperty("drop_params") boolean dropParameters,
      @JsonProperty("telemetry") boolean telemetry,
      @JsonProperty("turn_off_message_logging") boolean messagesStay,
      @JsonProperty("redact_user_api_key_info") boolean keysStay,
      @JsonProperty("set_verbose") boolean verbose,
      @JsonProperty("json_logs") boolean jsonLogs,
      @JsonProperty("request_timeout") int timeoutSeconds) {
    static final Settings SAFE = new Settings(true, false, true, true, false, true, 3_600);
  }

  /// Models come from this file only, and health checks, which cost money, do not run by
  /// themselves.
  record General(
      @JsonProperty("master_key") String masterKey,
      @JsonProperty("store_model_in_db") boolean modelsInDatabase,
      @JsonProperty("store_prompts_in_spend_logs") boolean promptsInDatabase,
      @JsonProperty("background_health_checks") boolean healthChecks,
      @JsonProperty("health_check_details") boolean healthDetails,
      @JsonProperty("disable_master_key_return") boolean masterKeyStays,
      @JsonProperty("allow_client_side_credentials") boolean clientCredentials,
      @JsonProperty("forward_client_headers_to_llm_api") boolean clientHeaders) {
    static final General SAFE =
        new General(MASTER_KEY, false, false, false, false, true, false, false);
  }

  /// A model that wakes answers `503` with a time to wait; it must neither be asked again at once
  /// nor be taken off the list for it.
  record Router(
      @JsonProperty("num_retries") int retries,
      @JsonProperty("disable_cooldowns") boolean staysListed) {
    static final Router ONE_TRY = new Router(0, true);
  }
}
