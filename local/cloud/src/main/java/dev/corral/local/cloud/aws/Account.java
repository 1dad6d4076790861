package dev.corral.local.cloud.aws;

/// The one AWS account that everything here belongs to.
public final class Account {
  /// Twelve digits that no real account has.
  public static final String ID = "000000000000";

  private Account() {}

  /// The name of a resource in this account.
  public static String arn(String service, String region, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, ID, resource);
  }
}
