package dev.corral.proxy.image;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// A Stability model behind Bedrock's InvokeModel.
public final class BedrockPainter implements Painter {
  private static final Logger LOG = Logger.getLogger(BedrockPainter.class);
  private static final int THROTTLED_SECONDS = 5;
  private static final String JSON = "application/json";

  private final BedrockRuntimeAsyncClient bedrock;
  private final StabilityBodies bodies;
  private final Target target;

  /// Which model.
  ///
  /// @param id Bedrock's, a profile's or an ARN
  /// @param name in Corral
  public record Target(String id, String name, Set<Ability> abilities) {}

  /// Through `bedrock`.
  public BedrockPainter(BedrockRuntimeAsyncClient bedrock, PictureCheck check, Target target) {
    this.bedrock = bedrock;
    this.bodies = new StabilityBodies(check);
    this.target = target;
  }

  @Override
  public Set<Ability> abilities() {
    return target.abilities();
  }

  @Override
  public CompletableFuture<Drawn> paint(ImageTask task) {
    byte[] body = bodies.request(task, target.name());
    CompletableFuture<InvokeModelResponse> call =
        bedrock.invokeModel(request ->
            request
                .modelId(target.id())
                .contentType(JSON)
                .accept(JSON)
                .body(SdkBytes.fromByteArrayUnsafe(body)));
    CompletableFuture<Drawn> drawn =
        call.handle((answer, failure) -> {
          if (failure != null) {
            throw new ProblemException(problem(failure));
          }
          return bodies.answer(answer.body().asByteArrayUnsafe());
        });
    drawn.whenComplete((picture, failure) -> call.cancel(true));
    return drawn;
  }

  private Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return switch (cause) {
      case ThrottlingException e -> new Problem.Throttled(THROTTLED_SECONDS);
      case ServiceQuotaExceededException e -> new Problem.Throttled(THROTTLED_SECONDS);
      case AccessDeniedException e -> new Problem.ModelForbidden(target.name());
      case ResourceNotFoundException e -> new Problem.ModelRetired(target.name());
      case ModelTimeoutException e -> new Problem.EngineTimeout();
      case ApiCallTimeoutException e -> new Problem.EngineTimeout();
      case ValidationException e -> invalid(e);
      case BedrockRuntimeException e when e.statusCode() == 503 -> new Problem.EngineUnavailable();
      case BedrockRuntimeException e when e.statusCode() == 424 -> new Problem.EngineBroken();
      case BedrockRuntimeException e -> new Problem.EngineBroken();
      case SdkClientException e -> {
        LOG.warnf("Bedrock cannot be asked for pictures: %s", named(e));
        yield new Problem.EngineUnavailable();
      }
      default -> ProblemException.of(cause);
    };
  }

  private static String named(Throwable failure) {
    return failure.getCause() == null
        ? failure.getClass().getSimpleName()
        : failure.getCause().getClass().getSimpleName();
  }

  /// Bedrock says of a model past its end that the request is not valid. Its words stay here: they
  /// quote the request.
  private Problem invalid(ValidationException e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean gone =
        words.contains("end of its life")
            || words.contains("model identifier is invalid")
            || words.contains("legacy");
    return gone
        ? new Problem.ModelRetired(target.name())
        : new Problem.EngineRefused("The model's provider refused this request.");
  }
}
