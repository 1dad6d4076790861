package dev.corral.proxy.dialect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which part of a request body a field stands in; it decides what the field's name may mean.
enum Zone {
  TOP,
  OPTIONS,
  STREAM_OPTIONS,
  MESSAGES,
  TOOLS,
  FORMAT,
  /// A schema or arguments that belong to the caller: names in it mean nothing to an engine.
  FREE,
  OTHER;

  /// Fields that other gateways and engines let steer hosts, credentials, templates or grammars.
  private static final Set<String> REFUSED =
      Set.of(
          "api_base",
          "api_key",
          "api_type",
          "api_version",
          "base_url",
          "base_model",
          "user_config",
          "model_list",
          "litellm_params",
          "litellm_metadata",
          "custom_llm_provider",
          "endpoint",
          "endpoint_url",
          "aws_region_name",
          "aws_access_key_id",
          "aws_secret_access_key",
          "aws_session_token",
          "aws_role_name",
          "aws_bedrock_runtime_endpoint",
          "vertex_project",
          "vertex_credentials",
          "azure_ad_token",
          "region_name",
          "organization",
          "proxy",
          "proxies",
          "webhook",
          "webhook_url",
          "callback",
          "callbacks",
          "callback_url",
          "success_callback",
          "failure_callback",
          "fallbacks",
          "context_window_fallbacks",
          "mock_response",
          "mock_tool_calls",
          "user_api_key",
          "extra_headers",
          "extra_body",
          "extra_query",
          "headers",
          "host",
          "chat_template",
          "chat_template_kwargs",
          "template",
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar",
          "guided_decoding_backend",
          "guided_whitespace_pattern",
          "structured_outputs",
          "grammar",
          "lora_name",
          "lora_path",
          "lora_request",
          "mm_processor_kwargs",
          "media_io_kwargs",
          "kv_transfer_params",
          "allowed_media_domains",
          "prompt_embeds",
          "image_embeds",
          "audio_embeds",
          "video_embeds",
          "logits_processors",
          "vllm_xargs",
          "mcp_servers",
          "server_url",
          "connector_id");

  /// Engines that fold the case of names (Go does, even of U+017F) would read another field than
  /// we.
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]+");

  /// Whether a field of this name is refused here.
  boolean refuses(String name) {
    return switch (this) {
      case FREE -> false;
      case TOP, OPTIONS, STREAM_OPTIONS -> !PLAIN.matcher(name).matches() || steers(name);
      case MESSAGES, TOOLS, FORMAT, OTHER -> steers(name);
    };
  }

  private static boolean steers(String name) {
    return REFUSED.contains(folded(name));
  }

  /// The name as a lenient engine may read it: Go folds case, also that of U+017F and U+212A, and
  /// some take a dash for an underscore.
  static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// The zone inside the field `name` of this one.
  Zone inside(String name) {
    return switch (this) {
      case TOP ->
          switch (name) {
            case "options" -> OPTIONS;
            case "stream_options" -> STREAM_OPTIONS;
            case "messages", "input", "system", "instructions" -> MESSAGES;
            case "tools", "functions" -> TOOLS;
            case "response_format", "text", "output_format", "output_config" -> FORMAT;
            case "format" -> FREE;
            default -> OTHER;
          };
      case MESSAGES -> name.equals("arguments") || name.equals("input") ? FREE : MESSAGES;
      case TOOLS -> name.equals("parameters") || name.equals("input_schema") ? FREE : TOOLS;
      case FORMAT -> name.equals("schema") ? FREE : FORMAT;
      case FREE -> FREE;
      case OPTIONS, STREAM_OPTIONS, OTHER -> OTHER;
    };
  }
}
