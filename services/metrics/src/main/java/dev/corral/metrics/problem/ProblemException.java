package dev.corral.metrics.problem;

/// Ends a request with a problem.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /// @param problem what the caller is told
  public ProblemException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /// @param problem what the caller is told
  /// @param cause what only the log is told
  public ProblemException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /// What the caller is told.
  public Problem problem() {
    return problem;
  }
}
