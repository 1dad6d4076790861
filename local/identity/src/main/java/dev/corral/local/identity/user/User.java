package dev.corral.local.identity.user;

import java.util.List;

/// One of the local people; the name is also the subject.
public record User(String name, String password, List<String> groups) {
  /// Keeps the password out of logs.
  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
