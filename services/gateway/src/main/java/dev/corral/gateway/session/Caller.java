package dev.corral.gateway.session;

import java.time.Instant;
import java.util.Set;

/// A person who is signed in: who, in which groups, with which of our roles, until when.
public record Caller(
    String id, String name, Set<Role> roles, Set<String> groups, Instant expiresAt) {
  public boolean isAdmin() {
    return roles.contains(Role.ADMIN);
  }
}
