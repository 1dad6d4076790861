package dev.corral.dispatcher.discovery;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Says in our own words why AWS did not answer; what AWS wrote may hold account ids and ARNs.
final class Refusal {
  static final String TOO_SLOW = "no answer in time";

  private Refusal() {}

  static String words(@Nullable Throwable thrown) {
    return switch (thrown) {
      case AwsServiceException refused -> words(refused);
      case ApiCallTimeoutException slow -> TOO_SLOW;
      case ApiCallAttemptTimeoutException slow -> TOO_SLOW;
      case SdkClientException client when noCredentials(client) -> "no AWS credentials were found";
      case SdkClientException client -> "it cannot be reached, or its answer cannot be read";
      case null, default -> "its answer cannot be read";
    };
  }

  private static String words(AwsServiceException refused) {
    String code = code(refused);
    if (refused.isThrottlingException() || refused.statusCode() == 429) {
      return "it throttles us (" + code + ")";
    }
    if (refused.statusCode() == 403) {
      return "the role may not ask for it (" + code + ")";
    }
    return "it answered " + refused.statusCode() + " (" + code + ")";
  }

  private static String code(AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return code.matches("[A-Za-z]{1,60}") ? code : "no code";
  }

  private static boolean noCredentials(SdkClientException client) {
    String message = client.getMessage();
    return message != null && message.contains("Unable to load credentials");
  }
}
