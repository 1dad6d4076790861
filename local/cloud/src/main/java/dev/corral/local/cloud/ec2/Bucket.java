package dev.corral.local.cloud.ec2;

/// The quota that an instance counts against: by family, and by how it is bought.
enum Bucket {
  GPU("L-DB2E81BA", "L-3819A6DF"),
  ACCELERATED("L-417A185B", "L-7212CCBC"),
  STANDARD("L-1216C47A", "L-34B43A08");

  private final String onDemand;
  private final String spot;

  Bucket(String onDemand, String spot) {
    this.onDemand = onDemand;
    this.spot = spot;
  }

  static Bucket of(String instanceType) {
    if (instanceType.startsWith("g") || instanceType.startsWith("vt")) {
      return GPU;
    }
    return instanceType.startsWith("p") ? ACCELERATED : STANDARD;
  }

  String quota(boolean isSpot) {
    return isSpot ? spot : onDemand;
  }
}
