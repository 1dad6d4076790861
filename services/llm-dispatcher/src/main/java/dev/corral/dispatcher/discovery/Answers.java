package dev.corral.dispatcher.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Bedrock said in one round, reduced to the fields that discovery reads.
public record Answers(
    Part<Foundation> foundation,
    Part<Profile> profiles,
    Part<Custom> custom,
    Part<Deployment> deployments,
    Part<Provisioned> provisioned,
    Part<Imported> imported) {

  /// The answer to one list call; silence is never read as "there are none".
  public sealed interface Part<T> {
    /// What was told, as far as it was.
    List<T> items();

    /// @param whole false when the list was cut, so that what is missing may still exist
    record Told<T>(List<T> items, boolean whole) implements Part<T> {
      public Told {
        items = List.copyOf(items);
      }
    }

    /// @param why for a person, without anything that AWS wrote
    record Unheard<T>(String why) implements Part<T> {
      @Override
      public List<T> items() {
        return List.of();
      }
    }
  }

  /// @param reachedBy inference types, as AWS spells them
  public record Foundation(
      String id,
      String name,
      String provider,
      List<String> inputs,
      List<String> outputs,
      boolean streaming,
      List<String> reachedBy,
      Lifecycle lifecycle) {}

  /// @param status as AWS spells it
  public record Lifecycle(
      String status,
      Optional<Instant> started,
      Optional<Instant> legacyFrom,
      Optional<Instant> ends) {}

  /// @param application made by the account, not by AWS
  public record Profile(
      String id,
      String arn,
      String name,
      boolean application,
      String status,
      List<String> modelArns) {}

  /// A fine-tuned model; it can be asked only through a [Deployment] or bought throughput.
  public record Custom(String arn, String name, String baseArn) {}

  /// An on-demand deployment of a custom model.
  public record Deployment(String arn, String name, String modelArn, String status) {}

  /// Bought throughput for a model.
  public record Provisioned(
      String arn, String name, String modelArn, String foundationArn, String status) {}

  /// A model whose weights the account brought.
  public record Imported(String arn, String name) {}
}
