package dev.corral.local.launcher;

/// Every port of the platform, counted from one base so that one number moves them all.
///
/// @param base the gateway's port, the one people open
record Ports(int base) {
  int gateway() {
    return base;
  }

  int inferenceProxy() {
    return base + 1;
  }

  int dispatcher() {
    return base + 2;
  }

  int metrics() {
    return base + 3;
  }

  int identity() {
    return base + 4;
  }

  int kubernetes() {
    return base + 5;
  }

  int dynamoDb() {
    return base + 6;
  }

  int sqs() {
    return base + 7;
  }

  int s3() {
    return base + 8;
  }

  /// EC2, Bedrock's control plane, SSM, Service Quotas, EFS and STS together.
  int aws() {
    return base + 9;
  }

  /// The port for health, metrics and internal calls of the service on `publicPort`.
  int management(int publicPort) {
    return publicPort + 10;
  }

  String engines() {
    return (base + 100) + "-" + (base + 199);
  }
}
