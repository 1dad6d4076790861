package dev.corral.gateway.model;

import dev.corral.gateway.dispatcher.Model;
import dev.corral.gateway.session.Caller;
import java.util.Collection;
import java.util.Collections;

/// Who may do what with a model. A pure decision: nothing is looked up here.
public final class ModelAccess {
  /// What may come out.
  public enum Decision {
    ALLOWED,
    /// It may be seen, so saying "forbidden" tells nothing new.
    FORBIDDEN,
    /// It may not even be known to exist.
    INVISIBLE
  }

  /// What is asked for.
  public enum Verb {
    /// See it, its timeline, and bring it back: also for the groups it is shared with.
    SEE_AND_WAKE,
    /// Change, stop, keep warm, terminate: for its owner and for admins.
    CHANGE
  }

  private ModelAccess() {}

  public static Decision decide(Caller caller, Model model, Verb verb) {
    return decide(caller, model.owner(), model.sharedWith(), verb);
  }

  /// The same for whatever has an owner and is shared with groups.
  public static Decision decide(
      Caller caller, String owner, Collection<String> sharedWith, Verb verb) {
    if (!maySee(caller, owner, sharedWith)) {
      return Decision.INVISIBLE;
    }
    boolean owns = caller.isAdmin() || owner.equals(caller.id());
    return verb == Verb.SEE_AND_WAKE || owns ? Decision.ALLOWED : Decision.FORBIDDEN;
  }

  /// Admins see everything, others what is theirs or shared with a group of theirs.
  public static boolean maySee(Caller caller, String owner, Collection<String> sharedWith) {
    return caller.isAdmin()
        || owner.equals(caller.id())
        || !Collections.disjoint(caller.groups(), sharedWith);
  }
}
