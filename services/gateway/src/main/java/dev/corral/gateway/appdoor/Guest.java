package dev.corral.gateway.appdoor;

import dev.corral.gateway.dispatcher.AppDoor;
import dev.corral.gateway.session.Caller;
import java.util.Collections;
import java.util.Set;

/// A person as they signed in, let into one life of one app.
///
/// @param app its name
/// @param uid its life: a new app of the same name is another one
record Guest(String id, String name, Set<String> groups, String app, String uid) {
  Guest {
    groups = Set.copyOf(groups);
  }

  static Guest of(Caller caller, String app, String uid) {
    return new Guest(caller.id(), caller.name(), caller.groups(), app, uid);
  }

  /// Its owner, and the groups it is shared with. An admin is not let into other people's chats.
  boolean mayEnter(AppDoor door) {
    return uid.equals(door.app().uid())
        && (isOwner(door) || !Collections.disjoint(groups, door.app().sharedWith()));
  }

  boolean isOwner(AppDoor door) {
    return id.equals(door.app().owner());
  }
}
