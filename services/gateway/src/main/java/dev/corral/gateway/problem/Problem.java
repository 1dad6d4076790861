package dev.corral.gateway.problem;

import java.util.List;

/// What can go wrong for a caller. Each case is one stable code of the API.
public sealed interface Problem {
  /// No token, or one that does not count here.
  record Unauthorized() implements Problem {}

  /// Known, but not allowed.
  record Forbidden(String detail) implements Problem {}

  /// Not there, or not the caller's to see: the two are never told apart.
  record NotFound() implements Problem {}

  /// Fields with values that do not fit.
  record InvalidField(List<FieldError> errors) implements Problem {
    public InvalidField(String field, String message) {
      this(List.of(new FieldError(field, message)));
    }
  }

  /// A field that the request type does not have.
  record UnknownField(String field) implements Problem {}

  /// A body that is not one JSON document within the limits.
  record MalformedJson() implements Problem {}

  /// A request that cannot be read one way only, for example an ambiguous path.
  record BadRequest(String detail) implements Problem {}

  /// The name belongs to something else already.
  record NameTaken(String detail) implements Problem {}

  /// The thing is in a state that does not allow this.
  record Conflict(String detail) implements Problem {}

  /// A body over the limit.
  record BodyTooLarge(long limit) implements Problem {}

  /// A body in a form that is not read here.
  record UnsupportedMediaType() implements Problem {}

  /// An answer was asked for in a form that is not written here.
  record NotAcceptable() implements Problem {}

  /// The path exists, the verb does not.
  record MethodNotAllowed() implements Problem {}

  /// The body took too long to arrive.
  record RequestTimeout() implements Problem {}

  /// A host name that this gateway does not serve.
  record MisdirectedRequest() implements Problem {}

  /// A bound on use was reached.
  record TooManyRequests(String detail, int retryAfterSeconds) implements Problem {}

  /// A service behind the gateway did not answer.
  record UpstreamUnavailable(String service, int retryAfterSeconds) implements Problem {}

  /// Something that this needs is not set up here; the detail says who can change it.
  record NotConfigured(String detail) implements Problem {}

  /// Our fault; the log knows more, the caller gets the request id.
  record Internal() implements Problem {}
}
