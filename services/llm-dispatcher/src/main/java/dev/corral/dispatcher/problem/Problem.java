package dev.corral.dispatcher.problem;

import java.util.List;

/// Everything that can go wrong with a request, for the caller's eyes.
public sealed interface Problem {
  /// What to tell a person; nothing internal.
  String detail();

  record Unauthorized() implements Problem {
    @Override
    public String detail() {
      return "A valid service token is required.";
    }
  }

  record Forbidden() implements Problem {
    @Override
    public String detail() {
      return "This service may not do that.";
    }
  }

  record NotFound(String detail) implements Problem {}

  record MethodNotAllowed() implements Problem {
    @Override
    public String detail() {
      return "The method is not allowed here.";
    }
  }

  record InvalidField(List<FieldError> errors) implements Problem {
    @Override
    public String detail() {
      return "Some fields are not acceptable.";
    }
  }

  record UnknownField(String field) implements Problem {
    @Override
    public String detail() {
      return "There is no field `" + field + "`.";
    }
  }

  record MalformedJson() implements Problem {
    @Override
    public String detail() {
      return "The body is not the JSON that is expected here.";
    }
  }

  record NameTaken(String name) implements Problem {
    @Override
    public String detail() {
      return "The name `" + name + "` is taken.";
    }
  }

  record Conflict(String detail) implements Problem {}

  /// Launches are stopped to protect the budget.
  record Budget(String detail) implements Problem {}

  record BodyTooLarge() implements Problem {
    @Override
    public String detail() {
      return "The body is too large.";
    }
  }

  record UnsupportedMediaType() implements Problem {
    @Override
    public String detail() {
      return "The body must be application/json.";
    }
  }

  record TooManyRequests(String detail) implements Problem {}

  /// The caller has started as many launches as it may within an hour.
  record LaunchLimit(int perHour, long retryAfterSeconds) implements Problem {
    @Override
    public String detail() {
      return "Nobody may start more than %d launches within an hour. Try again in %d minutes."
          .formatted(perHour, Math.ceilDiv(retryAfterSeconds, 60));
    }
  }

  record UpstreamUnavailable(String detail) implements Problem {}

  record Internal() implements Problem {
    @Override
    public String detail() {
      return "Something went wrong here. The request id finds it in the log.";
    }
  }

  /// One field that is not acceptable, and why.
  record FieldError(String field, String message) {}
}
