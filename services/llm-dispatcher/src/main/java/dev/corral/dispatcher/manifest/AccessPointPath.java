package dev.corral.dispatcher.manifest;

/// Where an app's data is on the file system of all apps.
public final class AccessPointPath {
  private AccessPointPath() {}

  /// The folder of the app with this uid.
  public static String of(String uid) {
    return "/d/" + uid;
  }
}
