package dev.corral.dispatcher.problem;

/// Ends a request with a problem.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.getClass().getSimpleName());
    this.problem = problem;
  }

  /// What went wrong.
  public Problem problem() {
    return problem;
  }
}
