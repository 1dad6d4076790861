package dev.corral.gateway.dispatcher;

import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.Upstream;
import dev.corral.gateway.upstream.UpstreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;

/// The dispatcher's apps, in the words of this gateway. Names given here have passed the name rule,
/// so a path is never built from anything else.
@ApplicationScoped
public class Apps {
  private static final String APPS = "/internal/apps";

  private final Upstream upstream;

  Apps(DispatcherConfig config, UpstreamConfig calls, HttpClient http, ServiceToken token) {
    this.upstream = new Upstream("llm-dispatcher", config.url(), http, token, calls.upstream());
  }

  /// Every live app, and with `terminated` the records of those gone.
  public AppList list(String principal, boolean terminated) {
    return upstream.get(APPS + (terminated ? "?terminated=true" : ""), principal, AppList.class);
  }

  /// A live app, or the last one of that name that was terminated.
  public App get(String name, String principal) {
    return upstream.get(path(name), principal, App.class);
  }

  /// A live app and the way to its pod.
  public AppDoor door(String name, String principal) {
    return upstream.get(path(name) + "/door", principal, AppDoor.class);
  }

  public Timeline timeline(String name, String principal) {
    return upstream.get(path(name) + "/timeline", principal, Timeline.class);
  }

  public App launch(AppLaunch launch) {
    return upstream.change("POST", APPS, launch.owner(), launch, App.class);
  }

  /// Changes the fields that `change` has.
  public App patch(String name, String principal, Object change) {
    return upstream.change("PATCH", path(name), principal, change, App.class);
  }

  public App terminate(String name, String principal) {
    return upstream.change("DELETE", path(name), principal, null, App.class);
  }

  public App wake(String name, String principal) {
    return upstream.change("POST", path(name) + "/wake", principal, null, App.class);
  }

  public App stop(String name, String principal) {
    return upstream.change("POST", path(name) + "/stop", principal, null, App.class);
  }

  private static String path(String name) {
    return APPS + "/" + name;
  }
}
