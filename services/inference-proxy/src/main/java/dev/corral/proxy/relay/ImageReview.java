package dev.corral.proxy.relay;

import dev.corral.proxy.check.Judging;
import dev.corral.proxy.check.Verdict;
import dev.corral.proxy.image.Ability;
import dev.corral.proxy.image.ImageTask;
import dev.corral.proxy.image.ImageWish;
import dev.corral.proxy.image.TaskChoice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What may be painted: the wish as it was made, or where the policy requires a check, in the words
/// that the judge lets pass. Everything that a person says is judged, and together: words that are
/// harmless one by one may not be.
final class ImageReview {
  private final PromptJudge judge;
  private final boolean required;

  /// @param required whether nothing is painted without a clear verdict
  ImageReview(PromptJudge judge, boolean required) {
    this.judge = judge;
    this.required = required;
  }

  /// What is painted.
  ///
  /// @param verdict empty when nobody was asked
  /// @param revised words that are not the caller's, by field name
  record Passed(
      ImageWish wish, ImageTask task, Optional<String> verdict, Map<String, String> revised) {

    /// As the caller says it.
    static Passed as(ImageOrder order, Optional<String> verdict) {
      return new Passed(order.wish(), order.task(), verdict, Map.of());
    }
  }

  /// Asks the judge where it is needed. Cancelling the result ends the question.
  CompletableFuture<Optional<Verdict>> ask(ImageOrder order) {
    Map<String, String> words = order.wish().words();
    if (!required || words.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return judge.judge(order.principal(), words, Judging.Kind.IMAGE, order.requestId());
  }

  /// What follows from the answer, or the refusal is thrown. Where a check is required, no clear
  /// verdict is none.
  ///
  /// @param abilities of the model
  Passed passed(ImageOrder order, Optional<Verdict> said, Set<Ability> abilities) {
    if (!required || order.wish().words().isEmpty()) {
      return Passed.as(order, Optional.empty());
    }
    Verdict verdict = said.orElse(new Verdict.Blocked("no clear verdict"));
    return switch (verdict) {
      case Verdict.Allowed ok -> Passed.as(order, Optional.of(ok.id()));
      case Verdict.Rewritten other -> {
        ImageWish wish = order.wish().saying(other.texts());
        yield new Passed(
            wish,
            TaskChoice.of(order.operation(), wish, abilities),
            Optional.of(other.id()),
            other.texts());
      }
      case Verdict.Blocked no ->
          throw new ProblemException(new Problem.ContentRefused(no.reason()));
    };
  }
}
