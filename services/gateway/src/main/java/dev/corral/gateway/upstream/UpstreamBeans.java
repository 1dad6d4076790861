package dev.corral.gateway.upstream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;

/// The HTTP client, the token and the clock that calls to other services share.
@ApplicationScoped
class UpstreamBeans {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ServiceToken token(UpstreamConfig config, Clock clock) {
    return new ServiceToken(config.serviceTokenFile(), clock);
  }

  @Produces
  @Singleton
  HttpClient http(UpstreamConfig config) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(config.upstream().connectTimeout())
        .build();
  }
}
