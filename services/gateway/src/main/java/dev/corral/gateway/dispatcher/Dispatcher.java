package dev.corral.gateway.dispatcher;

import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.Upstream;
import dev.corral.gateway.upstream.UpstreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;

/// The dispatcher, in the words of this gateway. Names given here have passed the name rule, so a
/// path is never built from anything else.
@ApplicationScoped
public class Dispatcher {
  private static final String MODELS = "/internal/models";

  private final Upstream upstream;

  Dispatcher(DispatcherConfig config, UpstreamConfig calls, HttpClient http, ServiceToken token) {
    this.upstream = new Upstream("llm-dispatcher", config.url(), http, token, calls.upstream());
  }

  /// Every live model, and with `terminated` the records of those gone.
  public ModelList models(String principal, boolean terminated) {
    return upstream.get(
        MODELS + (terminated ? "?terminated=true" : ""), principal, ModelList.class);
  }

  /// A live model, or the last one of that name that was terminated.
  public Model model(String name, String principal) {
    return upstream.get(path(name), principal, Model.class);
  }

  public Timeline timeline(String name, String principal) {
    return upstream.get(path(name) + "/timeline", principal, Timeline.class);
  }

  public Model launch(Launch launch) {
    return upstream.change("POST", MODELS, launch.owner(), launch, Model.class);
  }

  /// Changes the fields that `change` has.
  public Model patch(String name, String principal, Object change) {
    return upstream.change("PATCH", path(name), principal, change, Model.class);
  }

  public Model terminate(String name, String principal) {
    return upstream.change("DELETE", path(name), principal, null, Model.class);
  }

  public Model wake(String name, String principal) {
    return upstream.change("POST", path(name) + "/wake", principal, null, Model.class);
  }

  public Model stop(String name, String principal) {
    return upstream.change("POST", path(name) + "/stop", principal, null, Model.class);
  }

  /// Keeps the model from going idle; `until` carries the instant.
  public Model keepWarm(String name, String principal, Object until) {
    return upstream.change("POST", path(name) + "/keep-warm", principal, until, Model.class);
  }

  private static String path(String name) {
    return MODELS + "/" + name;
  }
}
