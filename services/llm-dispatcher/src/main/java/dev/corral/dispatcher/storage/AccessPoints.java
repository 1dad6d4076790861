package dev.corral.dispatcher.storage;

/// The places on a file system that apps keep their data in.
public interface AccessPoints {
  /// The access point of the app with this uid, made if it is not there.
  ///
  /// @param path the folder it shows
  /// @return its id
  /// @throws StorageException when it cannot be had now
  String ensure(String fileSystem, String uid, String app, String path);

  /// Removes the access point if it is there; what is in its folder stays.
  void remove(String id);
}
