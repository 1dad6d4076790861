package dev.corral.dispatcher.api;

import dev.corral.dispatcher.resource.SpecRules;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// On whose behalf a service calls: the principal it names, else the service itself.
@RequestScoped
public class Caller {
  private static final String HEADER = "x-corral-principal";
  private static final Pattern PLAIN = Pattern.compile(SpecRules.OWNER);
  private static final int LONGEST = 128;
  private static final Set<String> SERVICES =
      Set.of("corral", "gateway", "llm-dispatcher", "inference-proxy", "metrics", "aws-budgets");

  private final SecurityIdentity identity;
  private final HttpHeaders headers;

  public Caller(SecurityIdentity identity, HttpHeaders headers) {
    this.identity = identity;
    this.headers = headers;
  }

  /// The principal.
  public String principal() {
    return person().orElseGet(() -> identity.getRoles().stream().findFirst().orElse("unknown"));
  }

  /// The person that the service names; empty when it calls for itself.
  public Optional<String> person() {
    return Optional.ofNullable(headers.getHeaderString(HEADER))
        .filter(named -> named.length() <= LONGEST && PLAIN.matcher(named).matches())
        .filter(named -> !SERVICES.contains(named) && !named.startsWith("system:"));
  }
}
