package dev.corral.dispatcher.litellm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.regex.Pattern;

/// A model that a LiteLLM app offers. Its texts come from people and from AWS, so each is held
/// against a closed pattern here, and none can become more than a value.
public sealed interface Route {
  /// The name under which it is offered.
  String name();

  /// What it is for.
  Mode mode();

  /// What a model is for, in LiteLLM's words.
  enum Mode {
    @JsonProperty("chat")
    CHAT,
    @JsonProperty("embedding")
    EMBEDDING,
    @JsonProperty("image_generation")
    IMAGE
  }

  /// Whatever the app's own key may use: LiteLLM passes every name on to the inference-proxy.
  record Every() implements Route {
    @Override
    public String name() {
      return "*";
    }

    @Override
    public Mode mode() {
      return Mode.CHAT;
    }
  }

  /// One of our models, or an adapter of one: asked through the inference-proxy.
  record Ours(String name, Mode mode) implements Route {
    public Ours {
      Texts.check(name, Texts.NAME);
    }
  }

  /// A Bedrock model that LiteLLM asks by itself, with the rights of its own role.
  ///
  /// @param id a model id, a profile id or an ARN
  record Bedrock(String name, String id, String region, Mode mode) implements Route {
    public Bedrock {
      Texts.check(name, Texts.NAME);
      Texts.check(id, Texts.ID);
      Texts.check(region, Texts.REGION);
    }
  }

  /// The patterns of texts that come from elsewhere.
  final class Texts {
    private static final int LONGEST = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:/-]*[A-Za-z0-9])?");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    /// LiteLLM replaces a value that begins with this by a variable of its environment.
    private static final String ENVIRONMENT = "os.environ";

    private Texts() {}

    private static void check(String text, Pattern form) {
      boolean sound =
          text.length() <= LONGEST
              && form.matcher(text).matches()
              && !text.toLowerCase(Locale.ROOT).contains(ENVIRONMENT);
      if (!sound) {
        throw new IllegalArgumentException("a route has a name, an id or a region it may not have");
      }
    }
  }
}
