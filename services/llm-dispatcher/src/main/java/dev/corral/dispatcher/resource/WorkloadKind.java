package dev.corral.dispatcher.resource;

/// The two kinds of workload: what is launched, woken and terminated.
public enum WorkloadKind {
  MODEL("model", "Model"),
  APP("app", "App");

  /// Keeps a workload until everything that belongs to it is gone.
  public static final String FINALIZER = "corral.dev/dispatcher";

  private final String wire;
  private final String resource;

  WorkloadKind(String wire, String resource) {
    this.wire = wire;
    this.resource = resource;
  }

  /// The name in events, labels and names of children.
  public String wire() {
    return wire;
  }

  /// The custom resource's kind.
  public String resource() {
    return resource;
  }

  /// The label that every child of such a workload carries; its value is the workload's name.
  public String label() {
    return "corral.dev/" + wire;
  }

  /// The name of every object that belongs to the workload.
  public String childName(String name) {
    return wire + "-" + name;
  }
}
