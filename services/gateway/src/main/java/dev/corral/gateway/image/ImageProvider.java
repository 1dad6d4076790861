package dev.corral.gateway.image;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.Upstream;
import dev.corral.gateway.upstream.UpstreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The inference-proxy's doors for the gateway, in the words of this gateway. It keeps each
/// person's pictures apart by the person that is named here.
@ApplicationScoped
public class ImageProvider {
  private static final String IMAGES = "/internal/images";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Optional<Upstream> upstream;

  ImageProvider(ImageConfig config, UpstreamConfig calls, HttpClient http, ServiceToken token) {
    this.upstream =
        config
            .internalUrl()
            .map(url -> new Upstream("inference-proxy", url, http, token, calls.upstream()));
  }

  /// The caller's pictures after `cursor`.
  ImageList list(String caller, int limit, Optional<String> cursor) {
    String after = cursor.map(id -> "&cursor=" + known(id)).orElse("");
    return proxy().get(IMAGES + "?limit=" + limit + after, caller, ImageList.class);
  }

  /// One of the caller's pictures.
  Image get(String caller, String id) {
    return proxy().get(IMAGES + "/" + known(id), caller, Image.class);
  }

  /// Removes one of the caller's pictures.
  void delete(String caller, String id) {
    proxy().change("DELETE", IMAGES + "/" + known(id), caller, null, Map.class);
  }

  /// Judges a prompt on the caller's account.
  PromptVerdict check(String caller, Set<String> groups, PromptCheckRequest request) {
    Map<String, Object> body =
        Map.of("prompt", request.prompt(), "kind", request.kind(), "groups", groups);
    return proxy().change("POST", "/internal/prompt-check", caller, body, PromptVerdict.class);
  }

  private Upstream proxy() {
    return upstream.orElseThrow(() ->
        new ProblemException(
            new Problem.NotConfigured(
                "The gateway does not know the inference-proxy: an administrator sets corral.proxy.internal-url.")));
  }

  /// An id of another form is that of no picture.
  private static String known(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return id;
  }
}
