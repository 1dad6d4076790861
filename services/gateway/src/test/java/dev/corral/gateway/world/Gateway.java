package dev.corral.gateway.world;

import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/// Where the gateway under test listens.
public final class Gateway {
  private Gateway() {}

  public static URI at(String path) {
    return URI.create(address("quarkus.http.port") + path);
  }

  public static URI management(String path) {
    return URI.create(address("quarkus.management.port") + path);
  }

  public static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }

  private static String address(String key) {
    return "http://127.0.0.1:" + ConfigProvider.getConfig().getValue(key, Integer.class);
  }
}
