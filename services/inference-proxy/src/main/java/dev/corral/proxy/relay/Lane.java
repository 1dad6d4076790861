package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.Replica;

/// One request's use of one replica: counted as load until it is over, and what it shows of the
/// replica's health said once.
final class Lane {
  private static final int FINE = 200;
  private static final int FAULTS = 500;

  private final Lanes lanes;
  private final String model;
  private final Replica replica;
  private boolean judged;
  private boolean over;

  Lane(Lanes lanes, String model, Replica replica) {
    this.lanes = lanes;
    this.model = model;
    this.replica = replica;
    lanes.loads().taken(replica);
    lanes.health().calling(replica);
  }

  Replica replica() {
    return replica;
  }

  /// The replica has answered with this status; a refusal shows that it works.
  void answered(int status) {
    if (status != FINE && status < FAULTS) {
      worked();
    }
  }

  /// The first byte of an answer has come.
  void worked() {
    if (!judged) {
      judged = true;
      lanes.health().worked(replica);
    }
  }

  /// Nothing has come, and nothing will.
  void failed() {
    if (!judged) {
      judged = true;
      lanes.failed(model, replica);
    }
  }

  /// The request is over; later calls change nothing.
  void left() {
    if (!over) {
      over = true;
      lanes.loads().released(replica);
      lanes.health().released(replica);
    }
  }
}
