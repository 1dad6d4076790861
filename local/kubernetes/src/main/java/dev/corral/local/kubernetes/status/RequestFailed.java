package dev.corral.local.kubernetes.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// A request that cannot be carried out; becomes a `Status` object on the wire.
public final class RequestFailed extends RuntimeException {
  private final Reason reason;
  private final String subject;
  private final String name;
  private final transient List<Cause> causes;

  private RequestFailed(
      Reason reason, String message, String subject, String name, List<Cause> causes) {
    super(message, null, false, false);
    this.reason = reason;
    this.subject = subject;
    this.name = name;
    this.causes = List.copyOf(causes);
  }

  public static RequestFailed because(Reason reason, String message) {
    return new RequestFailed(reason, message, "", "", List.of());
  }

  public static RequestFailed notFound(String resource, String name) {
    return new RequestFailed(
        Reason.NOT_FOUND, resource + " \"" + name + "\" not found", resource, name, List.of());
  }

  public static RequestFailed alreadyExists(String resource, String name) {
    return new RequestFailed(
        Reason.ALREADY_EXISTS,
        resource + " \"" + name + "\" already exists",
        resource,
        name,
        List.of());
  }

  public static RequestFailed conflict(String resource, String name, String message) {
    String text = "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + message;
    return new RequestFailed(Reason.CONFLICT, text, resource, name, List.of());
  }

  /// Field manager conflicts of a server-side apply.
  public static RequestFailed applyConflict(List<Cause> causes) {
    String lines = causes.stream().map(Cause::line).collect(Collectors.joining("\n"));
    String text =
        "Apply failed with "
            + causes.size()
            + " conflict"
            + (causes.size() == 1 ? "" : "s")
            + ": "
            + lines;
    return new RequestFailed(Reason.CONFLICT, text, "", "", causes);
  }

  /// An object that breaks the rules of its kind.
  public static RequestFailed invalid(String kind, String name, List<Cause> causes) {
    String lines = causes.stream().map(Cause::line).collect(Collectors.joining(", "));
    String all = causes.size() == 1 ? lines : "[" + lines + "]";
    return new RequestFailed(
        Reason.INVALID, kind + " \"" + name + "\" is invalid: " + all, kind, name, causes);
  }

  public Reason reason() {
    return reason;
  }

  public List<Cause> causes() {
    return causes;
  }

  /// The `Status` object that tells the client.
  public ObjectNode toStatus() {
    ObjectNode status =
        Json.object("kind", "Status", "apiVersion", "v1", "metadata", Json.object());
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason.text());
    ObjectNode details = details();
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", reason.code());
  }

  private ObjectNode details() {
    ObjectNode details = Json.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!subject.isEmpty()) {
      int dot = subject.indexOf('.');
      details.put("kind", dot < 0 ? subject : subject.substring(0, dot));
      if (dot >= 0) {
        details.put("group", subject.substring(dot + 1));
      }
    }
    if (!causes.isEmpty()) {
      ArrayNode array = details.putArray("causes");
      causes.forEach(c ->
          array
              .addObject()
              .put("reason", c.reason())
              .put("message", c.message())
              .put("field", c.field()));
    }
    return details;
  }
}
