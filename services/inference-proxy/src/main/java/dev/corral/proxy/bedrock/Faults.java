package dev.corral.proxy.bedrock;

import dev.corral.proxy.dialect.EngineWords;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What the service's errors mean to a caller, before a stream and within it.
final class Faults {
  private static final Logger LOG = Logger.getLogger(Faults.class);
  private static final int USUAL_WAIT = 5;
  private static final int LONGEST_WAIT = 60;
  private static final int STOP_ASKING = 500;

  private Faults() {}

  /// The failure itself, without what futures wrap it in.
  static Throwable bare(Throwable failure) {
    Throwable at = failure;
    while ((at instanceof CompletionException || at instanceof ExecutionException)
        && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  /// @param model what callers call it
  /// @param begun whether a part of the answer has come
  static Problem problem(Throwable failure, String model, boolean begun) {
    Throwable bare = bare(failure);
    return switch (bare) {
      case ProblemException known -> known.problem();
      case AwsServiceException said -> problem(said, model);
      case ApiCallTimeoutException late -> new Problem.EngineTimeout();
      default -> {
        LOG.warnf("the way to Bedrock failed: %s", words(bare));
        yield begun ? new Problem.EngineBroken() : new Problem.EngineUnavailable();
      }
    };
  }

  /// What the SDK says of its own side, such as missing credentials, holds nothing of the request.
  private static String words(Throwable bare) {
    return bare instanceof SdkClientException client
        ? String.valueOf(client.getMessage())
        : bare.getClass().getSimpleName();
  }

  private static Problem problem(AwsServiceException said, String model) {
    return switch (code(said)) {
      case "throttling", "servicequotaexceeded", "modelnotready", "toomanyrequests" ->
          new Problem.Throttled(wait(said));
      case "modeltimeout" -> new Problem.EngineTimeout();
      case "accessdenied", "unrecognizedclient", "expiredtoken", "invalidsignature" ->
          new Problem.ModelForbidden(model);
      case "resourcenotfound" -> new Problem.ModelRetired(model);
      case "validation" -> new Problem.EngineRefused(EngineWords.harmlessText(words(said)));
      case "serviceunavailable" -> new Problem.EngineUnavailable();
      default ->
          said.statusCode() > 0 && said.statusCode() < STOP_ASKING && said.statusCode() != 424
              ? new Problem.EngineRefused(EngineWords.harmlessText(""))
              : new Problem.EngineBroken();
    };
  }

  /// `ThrottlingException` before a stream is `throttlingException` within it.
  private static String code(AwsServiceException said) {
    String code = said.awsErrorDetails() == null ? null : said.awsErrorDetails().errorCode();
    String name = code == null || code.isEmpty() ? said.getClass().getSimpleName() : code;
    return name.replaceAll("(Exception|Error)$", "").toLowerCase(Locale.ROOT);
  }

  private static String words(AwsServiceException said) {
    String words = said.awsErrorDetails() == null ? null : said.awsErrorDetails().errorMessage();
    return words == null ? "" : words;
  }

  private static int wait(AwsServiceException said) {
    Optional<String> asked =
        said.awsErrorDetails() == null || said.awsErrorDetails().sdkHttpResponse() == null
            ? Optional.empty()
            : said.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("retry-after");
    return asked
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Math.clamp(Integer.parseInt(text), 1, LONGEST_WAIT))
        .orElse(USUAL_WAIT);
  }
}
