package dev.corral.gateway.key;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keys of apps: the dispatcher makes them, this gateway knows their hashes.
public class AppKeyRing {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern ID = Pattern.compile("[a-z0-9]{12}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final int LONGEST_OWNER = 128;
  private static final int MOST_MODELS = 32;

  private final AppKeyTable table;
  private final Clock clock;

  AppKeyRing(AppKeyTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /// What the dispatcher tells of a key.
  record Registration(
      @Nullable String app,
      @Nullable String owner,
      @Nullable List<String> models,
      @Nullable String keyId,
      @Nullable String sha256) {}

  /// Makes the key known, in place of the app's last one. Without models it is for all that its
  /// owner may use.
  void register(String appUid, @Nullable Registration told) {
    check(UID, "uid", appUid);
    if (told == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    String app = check(NAME, "app", told.app());
    String owner = Objects.requireNonNullElse(told.owner(), "");
    List<String> models = Objects.requireNonNullElse(told.models(), List.of());
    if (owner.isEmpty() || owner.length() > LONGEST_OWNER) {
      throw invalid("owner");
    }
    if (models.size() > MOST_MODELS) {
      throw invalid("models");
    }
    models.forEach(model -> check(NAME, "models", model));
    var ofApp = new ApiKey.OfApp(appUid, app);
    var key =
        new ApiKey(
            check(ID, "keyId", told.keyId()),
            check(SHA256, "sha256", told.sha256()),
            new ApiKey.Owner(owner, table.groups(owner)),
            "app " + app,
            new ApiKey.Scope(models.isEmpty() ? List.of("*") : models, KeyRing.EVERY_DIALECT),
            new ApiKey.Life(clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty()),
            Optional.of(ofApp));
    if (!table.put(key, ofApp)) {
      throw new ProblemException(
          new Problem.Conflict("The key is another's, or its owner has too many apps."));
    }
  }

  /// Makes the app's key unknown.
  void revoke(String appUid) {
    table.remove(check(UID, "uid", appUid));
  }

  /// Remembers with which groups this person launches apps.
  public void remember(String principal, List<String> groups) {
    table.remember(principal, groups);
  }

  private static String check(Pattern rule, String field, @Nullable String text) {
    if (text == null || !rule.matcher(text).matches()) {
      throw invalid(field);
    }
    return text;
  }

  private static ProblemException invalid(String field) {
    return new ProblemException(new Problem.InvalidField(field, "is not acceptable"));
  }
}
