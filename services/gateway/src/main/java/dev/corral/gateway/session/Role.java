package dev.corral.gateway.session;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a person is to Corral, decided by the issuer's groups alone.
public enum Role {
  ADMIN,
  USER;

  /// The role's name in `@RolesAllowed`.
  public static final String ADMIN_NAME = "admin";

  /// The role's name in `@RolesAllowed`.
  public static final String USER_NAME = "user";

  /// Roles of someone in these groups; empty for strangers.
  public static Set<Role> of(Set<String> groups) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (groups.contains("corral-admin")) {
      roles.add(ADMIN);
    }
    if (groups.contains("corral-user")) {
      roles.add(USER);
    }
    return roles;
  }

  /// Lower case, as on the wire.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
