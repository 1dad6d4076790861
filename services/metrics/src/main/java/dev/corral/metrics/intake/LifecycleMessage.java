package dev.corral.metrics.intake;

import dev.corral.metrics.ledger.Subject;
import dev.corral.metrics.ledger.SubjectChange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What metrics reads of the dispatcher's lifecycle event.
record LifecycleMessage(@NotBlank @Size(max = 256) String id, @NotNull @Valid Data data) {

  static final String TYPE = "dev.corral.lifecycle.v1";

  /// The event's data.
  record Data(
      @NotBlank @Size(max = 64) String kind,
      @NotBlank @Size(max = 256) String name,
      @NotBlank @Size(max = 256) String uid,
      @NotNull @Positive Long sequence,
      @NotBlank @Size(max = 256) String owner,
      @Size(max = 100) @Nullable List<@NotBlank @Size(max = 256) String> sharedWith,
      @NotNull Subject.State to,
      @NotNull Instant at) {}

  Reading reading() {
    return kind()
        .<Reading>map(kind -> new Reading.Readable(change(kind)))
        .orElseGet(() -> new Reading.Foreign(data.kind()));
  }

  private Optional<Subject.Kind> kind() {
    return switch (data.kind()) {
      case "model" -> Optional.of(Subject.Kind.MODEL);
      case "app" -> Optional.of(Subject.Kind.APP);
      default -> Optional.empty();
    };
  }

  private SubjectChange change(Subject.Kind kind) {
    var sharedWith = data.sharedWith() == null ? Set.<String>of() : Set.copyOf(data.sharedWith());
    var subject =
        new Subject(
            kind, data.uid(), data.sequence(), data.name(), data.owner(), sharedWith, data.to());
    return new SubjectChange(id, subject, data.at());
  }
}
