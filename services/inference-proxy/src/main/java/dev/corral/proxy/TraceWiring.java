package dev.corral.proxy;

import dev.corral.proxy.trace.Otlp;
import dev.corral.proxy.trace.TraceConfig;
import dev.corral.proxy.trace.Traces;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Traces, where there is somewhere to send them.
final class TraceWiring {

  @Produces
  @Singleton
  Traces traces(TraceConfig config) throws UnknownHostException {
    if (config.endpoint().isEmpty()) {
      return Traces.off();
    }
    return Otlp.to(config.endpoint().get(), config, InetAddress.getLocalHost().getHostName());
  }
}
