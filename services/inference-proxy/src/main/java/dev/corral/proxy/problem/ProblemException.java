package dev.corral.proxy.problem;

/// Carries a [Problem] to the one place that words it.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /// Without a stack trace: it is an answer, not a fault.
  public ProblemException(Problem problem) {
    super(problem.getClass().getSimpleName(), null, false, false);
    this.problem = problem;
  }

  /// What to tell the caller.
  public Problem problem() {
    return problem;
  }

  /// The problem behind a failure, wrapped or not; anything unexpected is ours.
  public static Problem of(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ProblemException known) {
        return known.problem();
      }
    }
    return new Problem.Internal();
  }
}
