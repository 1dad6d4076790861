package dev.corral.local.identity.user;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everybody who can sign in.
public final class UserDirectory {
  private static final String USER = "corral-user";
  private static final String ADMIN = "corral-admin";

  private final Map<String, User> users = new LinkedHashMap<>();

  private UserDirectory(List<User> users) {
    users.forEach(user -> this.users.put(user.name(), user));
  }

  /// alice and bob, who use, and admin, who may do everything.
  ///
  /// @param password the password of all three; `<name>-corral` when empty
  public static UserDirectory standard(Optional<String> password) {
    return new UserDirectory(
        List.of(
            user("alice", password, List.of(USER)),
            user("bob", password, List.of(USER)),
            user("admin", password, List.of(ADMIN, USER))));
  }

  /// Reads `[{"name":"carol","password":"…","groups":["corral-user"]}]`.
  public static UserDirectory read(Path file) throws IOException {
    var entries = new JsonArray(Files.readString(file));
    return new UserDirectory(
        entries.stream().map(JsonObject.class::cast).map(UserDirectory::user).toList());
  }

  public Optional<User> find(String name) {
    return Optional.ofNullable(users.get(name));
  }

  public Set<String> names() {
    return Set.copyOf(users.keySet());
  }

  private static User user(String name, Optional<String> password, List<String> groups) {
    return new User(name, password.orElse(name + "-corral"), groups);
  }

  private static User user(JsonObject entry) {
    var groups = entry.getJsonArray("groups", new JsonArray()).stream().map(String::valueOf);
    var name = String.valueOf(entry.getString("name"));
    return new User(name, String.valueOf(entry.getString("password")), groups.toList());
  }
}
