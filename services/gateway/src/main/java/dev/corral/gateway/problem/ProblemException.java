package dev.corral.gateway.problem;

/// Carries a [Problem] out of a call. It has no stack trace: it is an answer, not an accident.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.getClass().getSimpleName(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
