package dev.corral.local.kubernetes.patch;

import java.util.List;
import java.util.Map;

/// Shapes of the built-in kinds, as their Go types declare them for the fields that are lists.
public final class BuiltinShape implements Shape {
  private static final ListShape ATOMIC = new ListShape.Atomic();
  private static final ListShape VALUES = new ListShape.SetOfValues();
  private static final ListShape BY_NAME = new ListShape.MapBy(List.of("name"));
  private static final ListShape BY_TYPE = new ListShape.MapBy(List.of("type"));
  private static final ListShape BY_UID = new ListShape.MapBy(List.of("uid"));

  /// From the name of the list, or of the object around it and the list, to its shape.
  private static final Map<String, ListShape> LISTS =
      Map.ofEntries(
          Map.entry("containers", BY_NAME),
          Map.entry("initContainers", BY_NAME),
          Map.entry("ephemeralContainers", BY_NAME),
          Map.entry("env", BY_NAME),
          Map.entry("volumes", BY_NAME),
          Map.entry("imagePullSecrets", BY_NAME),
          Map.entry("secrets", BY_NAME),
          Map.entry("volumeMounts", new ListShape.MapBy(List.of("mountPath"))),
          Map.entry("volumeDevices", new ListShape.MapBy(List.of("devicePath"))),
          Map.entry("hostAliases", new ListShape.MapBy(List.of("ip"))),
          Map.entry("containers.ports", new ListShape.MapBy(List.of("containerPort", "protocol"))),
          Map.entry(
              "initContainers.ports", new ListShape.MapBy(List.of("containerPort", "protocol"))),
          Map.entry("spec.ports", new ListShape.MapBy(List.of("port", "protocol"))),
          Map.entry("conditions", BY_TYPE),
          Map.entry("status.addresses", BY_TYPE),
          Map.entry("ownerReferences", BY_UID),
          Map.entry("finalizers", VALUES),
          Map.entry(
              "topologySpreadConstraints",
              new ListShape.MapBy(List.of("topologyKey", "whenUnsatisfiable"))));

  private final String parent;
  private final String name;

  private BuiltinShape(String parent, String name) {
    this.parent = parent;
    this.name = name;
  }

  public static Shape root() {
    return new BuiltinShape("", "");
  }

  @Override
  public Shape field(String field) {
    return new BuiltinShape(name, field);
  }

  @Override
  public Shape item() {
    return this;
  }

  @Override
  public ListShape list() {
    ListShape qualified = LISTS.get(parent + "." + name);
    return qualified != null ? qualified : LISTS.getOrDefault(name, ATOMIC);
  }

  @Override
  public boolean atomicObject() {
    return name.equals("selector") || name.endsWith("Ref") || name.equals("claimRef");
  }
}
