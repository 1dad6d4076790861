package dev.corral.dispatcher.appkind;

/// Where people find apps.
public record AppAddress(String scheme, String domain) {
  /// The address of the app with this name; nothing follows its host.
  public String of(String name) {
    return scheme + "://" + name + "." + domain;
  }
}
