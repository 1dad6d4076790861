package dev.corral.local.cloud.aws;

import java.io.IOException;

/// One AWS service in its own protocol.
public interface AwsApi {
  /// Whether the request is written in this service's protocol and names this service.
  boolean owns(AwsRequest request);

  /// The service's answer; its own faults are answers too.
  AwsAnswer answer(AwsRequest request) throws IOException;
}
