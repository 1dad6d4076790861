package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Part;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.ListInferenceProfilesRequest;

/// Asks the control plane of Bedrock, all lists at once, within one deadline.
public final class BedrockCatalogue implements Catalogue {
  private static final int PAGE = 1000;

  private final BedrockClient bedrock;
  private final Duration deadline;

  public BedrockCatalogue(BedrockClient bedrock, Duration deadline) {
    this.bedrock = bedrock;
    this.deadline = deadline;
  }

  @Override
  public Answers ask() {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var foundation = threads.submit(this::foundation);
      var systems = threads.submit(() -> profiles(InferenceProfileType.SYSTEM_DEFINED));
      var own = threads.submit(() -> profiles(InferenceProfileType.APPLICATION));
      var custom = threads.submit(this::custom);
      var deployments = threads.submit(this::deployments);
      var provisioned = threads.submit(this::provisioned);
      var imported = threads.submit(this::imported);
      long end = System.nanoTime() + deadline.toNanos();
      return new Answers(
          part(foundation, end),
          both(part(systems, end), part(own, end)),
          part(custom, end),
          part(deployments, end),
          part(provisioned, end),
          part(imported, end));
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Part<T> part(Future<Part<T>> asked, long end) {
    try {
      long left = Math.max(1, end - System.nanoTime());
      return asked.get(left, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return new Part.Unheard<>(Refusal.words(e.getCause()));
    } catch (TimeoutException e) {
      return new Part.Unheard<>(Refusal.TOO_SLOW);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Part.Unheard<>("interrupted");
    }
  }

  private static <T> Part<T> both(Part<T> one, Part<T> other) {
    if (one instanceof Part.Unheard<T>) {
      return one;
    }
    if (other instanceof Part.Unheard<T>) {
      return other;
    }
    boolean whole =
        Stream.of(one, other).allMatch(part -> part instanceof Part.Told<T> told && told.whole());
    var all = Stream.concat(one.items().stream(), other.items().stream()).toList();
    return new Part.Told<>(all, whole);
  }

  private Part<Answers.Foundation> foundation() {
    return Pages.read(
        token -> {
          var page = bedrock.listFoundationModels(r -> {});
          return Pages.Page.last(page.modelSummaries());
        },
        Wire::foundation);
  }

  private Part<Answers.Profile> profiles(InferenceProfileType type) {
    return Pages.read(
        token -> {
          var request = ListInferenceProfilesRequest.builder().typeEquals(type).maxResults(PAGE);
          var page = bedrock.listInferenceProfiles(request.nextToken(token).build());
          return Pages.Page.of(page.inferenceProfileSummaries(), page.nextToken());
        },
        Wire::profile);
  }

  private Part<Answers.Custom> custom() {
    return Pages.read(
        token -> {
          var page = bedrock.listCustomModels(r -> r.maxResults(PAGE).nextToken(token));
          return Pages.Page.of(page.modelSummaries(), page.nextToken());
        },
        Wire::custom);
  }

  private Part<Answers.Deployment> deployments() {
    return Pages.read(
        token -> {
          var page = bedrock.listCustomModelDeployments(r -> r.maxResults(PAGE).nextToken(token));
          return Pages.Page.of(page.modelDeploymentSummaries(), page.nextToken());
        },
        Wire::deployment);
  }

  private Part<Answers.Provisioned> provisioned() {
    return Pages.read(
        token -> {
          var page =
              bedrock.listProvisionedModelThroughputs(r -> r.maxResults(PAGE).nextToken(token));
          return Pages.Page.of(page.provisionedModelSummaries(), page.nextToken());
        },
        Wire::provisioned);
  }

  private Part<Answers.Imported> imported() {
    return Pages.read(
        token -> {
          var page = bedrock.listImportedModels(r -> r.maxResults(PAGE).nextToken(token));
          return Pages.Page.of(page.modelSummaries(), page.nextToken());
        },
        Wire::imported);
  }
}
