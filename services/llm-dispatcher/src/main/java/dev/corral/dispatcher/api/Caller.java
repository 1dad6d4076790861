package dev.corral.dispatcher.api;

import dev.corral.dispatcher.resource.SpecRules;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;

/// On whose behalf a service calls: the principal it names, else the service itself.
@RequestScoped
public class Caller {
  private static final String HEADER = "x-corral-principal";
  private static final Pattern PLAIN = Pattern.compile(SpecRules.OWNER);
  private static final int LONGEST = 128;

  private final SecurityIdentity identity;
  private final HttpHeaders headers;

  public Caller(SecurityIdentity identity, HttpHeaders headers) {
    this.identity = identity;
    this.headers = headers;
  }

  /// The principal.
  public String principal() {
    String named = headers.getHeaderString(HEADER);
    if (named != null && named.length() <= LONGEST && PLAIN.matcher(named).matches()) {
      return named;
    }
    return identity.getRoles().stream().findFirst().orElse("unknown");
  }
}
