package dev.corral.proxy.problem;

import java.util.OptionalInt;

/// Everything that a caller can be told instead of an answer. The message is for people and says
/// nothing internal; status, type and code belong to the dialects.
public sealed interface Problem {

  /// One sentence for the caller.
  String message();

  /// Seconds after which the same request may succeed; empty when trying again is pointless.
  default OptionalInt retryAfter() {
    return OptionalInt.empty();
  }

  /// No credential, more than one, or one that is not valid (never says which).
  record Unauthorized() implements Problem {
    @Override
    public String message() {
      return "Send one valid bearer token or Corral key: Authorization: Bearer, or a key in"
          + " x-api-key.";
    }
  }

  /// Known caller, but not allowed to do this.
  record Forbidden(String message) implements Problem {}

  /// Unknown to this caller, whether it exists or not.
  record ModelNotFound(String model) implements Problem {
    @Override
    public String message() {
      return "The model '" + model + "' does not exist or you do not have access to it.";
    }
  }

  /// The path is not part of this API.
  record NoSuchRoute() implements Problem {
    @Override
    public String message() {
      return "There is nothing at this path.";
    }
  }

  /// The path exists, the method does not.
  record MethodNotAllowed(String allowed) implements Problem {
    @Override
    public String message() {
      return "Use " + allowed + " for this path.";
    }
  }

  /// The path could be read in two ways.
  record AmbiguousPath() implements Problem {
    @Override
    public String message() {
      return "The path must be plain: no escapes, dots, empty segments or parameters.";
    }
  }

  /// The body is not one JSON object within the limits.
  record Malformed(String message) implements Problem {}

  /// One field has a value that is not accepted.
  record InvalidField(String field, String message) implements Problem {}

  /// One field is refused by name.
  record FieldRefused(String field) implements Problem {
    @Override
    public String message() {
      return "The field '" + field + "' is not accepted here.";
    }
  }

  /// The body is longer than the limit.
  record BodyTooLarge(long limit) implements Problem {
    @Override
    public String message() {
      return "The request body is larger than " + limit + " bytes.";
    }
  }

  /// The body is not plain JSON.
  record UnsupportedMedia() implements Problem {
    @Override
    public String message() {
      return "Send application/json without compression.";
    }
  }

  /// The body did not arrive in time.
  record SlowBody() implements Problem {
    @Override
    public String message() {
      return "The request body did not arrive in time.";
    }
  }

  /// The caller already uses what it may use at once.
  record TooManyStreams(int limit) implements Problem {
    @Override
    public String message() {
      return "You already have " + limit + " requests in progress; wait for one to end.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(1);
    }
  }

  /// The bodies of all requests in progress take all the memory that they may.
  record Overloaded() implements Problem {
    @Override
    public String message() {
      return "The service holds too many requests at once; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(1);
    }
  }

  /// Too many callers already wait for this model.
  record TooManyWaiters(Loading loading) implements Problem {
    @Override
    public String message() {
      return "Too many requests already wait for this model to start.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(loading.retryAfter());
    }
  }

  /// The caller has started as many models as it may for now.
  record LaunchLimit(int seconds) implements Problem {
    @Override
    public String message() {
      return "You have started as many models as you may within an hour. Models that are running"
          + " answer as always; to start this one, try again later.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(Math.max(1, seconds));
    }
  }

  /// The model is on its way, but not ready within the caller's patience.
  record Starting(Loading loading) implements Problem {
    @Override
    public String message() {
      return "The model '" + loading.model() + "' is starting; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(loading.retryAfter());
    }
  }

  /// The model will not start by itself; a person has to act.
  ///
  /// @param again seconds until another start would be tried; empty for who has just seen it fail
  record ModelFailed(String model, String reason, OptionalInt again) implements Problem {
    /// It has failed just now.
    public ModelFailed(String model, String reason) {
      this(model, reason, OptionalInt.empty());
    }

    @Override
    public OptionalInt retryAfter() {
      return again;
    }

    @Override
    public String message() {
      return "The model '" + model + "' cannot be started (" + reason + ").";
    }
  }

  /// The engine has nothing that could do this.
  record OperationUnsupported(String model, String operation) implements Problem {
    @Override
    public String message() {
      return "The model '" + model + "' cannot do this (" + operation + ").";
    }
  }

  /// The field means something that would be lost on the way to this model's engine.
  record FieldUnsupported(String field, String model) implements Problem {
    @Override
    public String message() {
      return "The field '"
          + field
          + "' cannot be honoured by the model '"
          + model
          + "' through this API; leave it out.";
    }
  }

  /// The caller has used up what it may within a window of time.
  ///
  /// @param unit what is counted: `requests` or `tokens`
  /// @param seconds until there is room again
  record RateLimited(String unit, long limit, int seconds) implements Problem {
    @Override
    public String message() {
      return "The limit of " + limit + " " + unit + " per minute is reached.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(Math.max(1, seconds));
    }
  }

  /// The budget of the key, its owner or a group is spent; nothing changes by waiting a moment.
  record BudgetSpent(String whose) implements Problem {
    @Override
    public String message() {
      return "The budget of " + whose + " is spent.";
    }
  }

  /// A filter of the model or the prompt check refuses what was asked for.
  record ContentRefused(String reason) implements Problem {
    @Override
    public String message() {
      return "The request was refused by a content check: " + reason;
    }
  }

  /// The model's provider takes no more requests for now.
  record Throttled(int seconds) implements Problem {
    @Override
    public String message() {
      return "The model's provider limits how much may be asked; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(Math.max(1, seconds));
    }
  }

  /// The provider has taken the model out of service.
  record ModelRetired(String model) implements Problem {
    @Override
    public String message() {
      return "The model '" + model + "' is no longer offered by its provider; choose another one.";
    }
  }

  /// The platform's account may not use the model.
  record ModelForbidden(String model) implements Problem {
    @Override
    public String message() {
      return "This installation may not use the model '"
          + model
          + "' at its provider; ask an administrator.";
    }
  }

  /// Answers or images cannot be stored or read right now.
  record StorageUnavailable() implements Problem {
    @Override
    public String message() {
      return "The store cannot be reached right now; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(2);
    }
  }

  /// A part of the platform that this needs is not set up.
  ///
  /// @param message what is missing and who can change it
  record NotConfigured(String message) implements Problem {}

  /// There is no such job or image of this caller.
  record NotYours(String what) implements Problem {
    @Override
    public String message() {
      return "There is no such " + what + ".";
    }
  }

  /// No replica could be reached.
  record EngineUnavailable() implements Problem {
    @Override
    public String message() {
      return "The model's engine could not be reached.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(2);
    }
  }

  /// The engine is full.
  record EngineBusy() implements Problem {
    @Override
    public String message() {
      return "The model's engine is busy.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(2);
    }
  }

  /// The engine answered something that is not an answer, or broke off.
  record EngineBroken() implements Problem {
    @Override
    public String message() {
      return "The model's engine failed before the answer was complete.";
    }
  }

  /// The engine said nothing for too long.
  record EngineTimeout() implements Problem {
    @Override
    public String message() {
      return "The model's engine did not answer in time.";
    }
  }

  /// The engine refused the request as it is.
  record EngineRefused(String message) implements Problem {}

  /// This replica of the proxy is being replaced.
  record Restarting() implements Problem {
    @Override
    public String message() {
      return "The service is restarting; send the request again.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(1);
    }
  }

  /// Whether the caller is allowed cannot be decided right now.
  record IdentityUnavailable() implements Problem {
    @Override
    public String message() {
      return "Your credential cannot be verified right now; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(2);
    }
  }

  /// The table of models has not been read yet.
  record NotReady() implements Problem {
    @Override
    public String message() {
      return "The service is starting; try again shortly.";
    }

    @Override
    public OptionalInt retryAfter() {
      return OptionalInt.of(1);
    }
  }

  /// A fault of ours.
  record Internal() implements Problem {
    @Override
    public String message() {
      return "Something went wrong on our side.";
    }
  }
}
