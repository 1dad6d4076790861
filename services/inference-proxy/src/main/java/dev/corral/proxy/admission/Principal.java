package dev.corral.proxy.admission;

import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.endpoint.ModelEntry;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who is asking and how far their credential reaches.
public record Principal(
    String id, Set<String> groups, Optional<String> keyId, Scope scope, Allowance allowance) {
  /// A principal that was written down before there were allowances has none.
  public Principal {
    allowance = Objects.requireNonNullElse(allowance, Allowance.UNLIMITED);
  }

  /// Somebody whose credential is not limited by itself.
  public Principal(String id, Set<String> groups, Optional<String> keyId, Scope scope) {
    this(id, groups, keyId, scope, Allowance.UNLIMITED);
  }

  /// The same person who may use this much.
  Principal with(Allowance other) {
    return new Principal(id, groups, keyId, scope, other);
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@:+|=/-]{1,128}");
  private static final String ADMIN = "corral-admin";
  private static final String USER = "corral-user";

  /// What a credential may be used for.
  public record Scope(Set<String> models, Set<String> dialects) {
    private static final String ANY = "*";

    /// A person's own token reaches everything that the person may use.
    public static final Scope EVERYTHING = new Scope(Set.of(ANY), Set.of(ANY));

    boolean model(String name) {
      return models.contains(ANY) || models.contains(name);
    }

    boolean dialect(Dialect dialect) {
      return dialects.contains(ANY) || dialects.contains(dialect.id());
    }
  }

  /// Whether this text may name somebody; it is the gateway's rule, and safe in a header.
  public static boolean named(String id) {
    return NAME.matcher(id).matches();
  }

  /// Whether this person belongs to Corral's users at all.
  public boolean belongs() {
    return groups.contains(ADMIN) || groups.contains(USER);
  }

  /// Whether the credential may speak this dialect.
  public boolean maySpeak(Dialect dialect) {
    return scope.dialect(dialect);
  }

  /// Whether the model is this person's own.
  public boolean owns(ModelEntry model) {
    return model.sharing().owner().equals(id);
  }

  /// Owner, a group it is shared with, or admin, and within the credential's scope.
  public boolean maySee(ModelEntry model) {
    boolean visible =
        groups.contains(ADMIN)
            || owns(model)
            || !Collections.disjoint(model.sharing().groups(), groups);
    return visible && scope.model(model.name());
  }
}
