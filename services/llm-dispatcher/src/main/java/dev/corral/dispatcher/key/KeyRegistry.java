package dev.corral.dispatcher.key;

import java.util.List;

/// Where the keys of apps are known.
public interface KeyRegistry {
  /// A key of an app, without the key itself.
  ///
  /// @param models names of models; none means all that the owner may use
  /// @param sha256 hash of the whole key, in hex
  record Registration(String app, String owner, List<String> models, String keyId, String sha256) {}

  /// Makes the key known, or replaces what was known under the app's uid.
  ///
  /// @throws KeyRegistryException when it is not certain that it is known now
  void register(String appUid, Registration key);

  /// Makes the key unknown; nothing happens when it is.
  ///
  /// @throws KeyRegistryException when it is not certain that it is unknown now
  void revoke(String appUid);
}
