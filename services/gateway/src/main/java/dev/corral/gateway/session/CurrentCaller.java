package dev.corral.gateway.session;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/// The caller of the request in progress.
@RequestScoped
public class CurrentCaller {
  /// Name of the identity attribute that holds the [Caller].
  static final String ATTRIBUTE = "corral.caller";

  private final SecurityIdentity identity;

  CurrentCaller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /// The caller. Only operations with a role reach this, so there always is one.
  public Caller get() {
    Caller caller = identity.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("no caller on an operation that needs one");
    }
    return caller;
  }
}
