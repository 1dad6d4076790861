package dev.corral.gateway.edge;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers that tell a browser what this origin never does.
public final class SecurityHeaders {
  private static final String STAY_WITH_HTTPS = "max-age=31536000; includeSubDomains";

  private SecurityHeaders() {}

  /// For every response of a gateway with this issuer.
  public static Map<String, String> of(String issuer, boolean https) {
    String identity = originOf(issuer);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "content-security-policy",
        String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self' " + identity,
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self' " + identity));
    headers.put("x-content-type-options", "nosniff");
    headers.put("referrer-policy", "no-referrer");
    headers.put(
        "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    headers.put("cross-origin-opener-policy", "same-origin");
    headers.put("cross-origin-resource-policy", "same-origin");
    headers.put("x-frame-options", "DENY");
    if (https) {
      headers.put("strict-transport-security", STAY_WITH_HTTPS);
    }
    return Map.copyOf(headers);
  }

  /// For every response on an app's host, unless the app says otherwise.
  public static Map<String, String> ofApps(boolean https) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-content-type-options", "nosniff");
    headers.put("referrer-policy", "same-origin");
    headers.put("x-frame-options", "SAMEORIGIN");
    headers.put("cross-origin-opener-policy", "same-origin-allow-popups");
    if (https) {
      headers.put("strict-transport-security", STAY_WITH_HTTPS);
    }
    return headers;
  }

  private static String originOf(String issuer) {
    URI uri = URI.create(issuer);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
