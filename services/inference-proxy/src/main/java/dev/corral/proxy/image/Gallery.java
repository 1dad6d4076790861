package dev.corral.proxy.image;

import dev.corral.proxy.image.KnownModels.Price;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The pictures that people made: kept as a whole batch or not at all, shown to their owner only.
public final class Gallery {
  private final Optional<ImageStore> store;
  private final ImageIds ids;
  private final Clock clock;

  /// What is known of a batch beside its pictures.
  ///
  /// @param operation the operation's id
  /// @param prompt only when it is to be kept
  /// @param check verdict of the prompt check, if there was one
  public record Origin(
      String owner,
      String model,
      String operation,
      Optional<String> prompt,
      Optional<String> check,
      Optional<Price> price) {}

  /// A record with a fresh link.
  public record Shown(ImageRecord record, URI link) {}

  /// Over `store`; without one every call fails with the problem that says so.
  public Gallery(Optional<ImageStore> store, Clock clock) {
    this.store = store;
    this.ids = new ImageIds(clock);
    this.clock = clock;
  }

  /// The store, or the problem that there is none is thrown.
  public ImageStore store() {
    return store.orElseThrow(() ->
        new ProblemException(
            new Problem.NotConfigured(
                "Images are not set up here: an administrator sets corral.images.bucket.")));
  }

  /// Keeps all pictures; when one cannot be kept, those before it are removed again.
  public CompletableFuture<List<Shown>> keep(Origin origin, List<Drawn> pictures) {
    ImageStore kept = store();
    List<ImageRecord> records = new ArrayList<>();
    CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
    for (Drawn drawn : pictures) {
      ImageRecord record = record(origin, drawn);
      records.add(record);
      chain = chain.thenCompose(before -> kept.save(record, drawn.picture()));
    }
    chain.whenComplete((done, failure) -> {
      if (failure != null) {
        records.forEach(kept::forget);
      }
    });
    return chain.thenApply(
        done -> records.stream().map(record -> new Shown(record, kept.link(record))).toList());
  }

  private ImageRecord record(Origin origin, Drawn drawn) {
    Picture picture = drawn.picture();
    return new ImageRecord(
        ids.next(),
        origin.owner(),
        origin.model(),
        origin.operation(),
        drawn.seed().isPresent() ? Long.valueOf(drawn.seed().getAsLong()) : null,
        new Size(picture.width(), picture.height()).toString(),
        picture.format().id(),
        picture.bytes().length,
        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
        origin.check().orElse(null),
        origin.price().map(Price::usd).orElse(null),
        origin.price().map(Price::source).orElse(null),
        origin.prompt().orElse(null));
  }

  /// The owner's pictures after `cursor` as the internal contract says, the newest first.
  public CompletableFuture<byte[]> page(String owner, int limit, Optional<String> cursor) {
    ImageStore kept = store();
    return kept.list(owner, limit, cursor)
        .thenApply(page ->
            GalleryJson.page(
                page.items().stream().map(record -> new Shown(record, kept.link(record))).toList(),
                page.next()));
  }

  /// One of the owner's pictures with a fresh link.
  public CompletableFuture<Shown> show(String owner, String id) {
    ImageStore kept = store();
    return kept.find(owner, id).thenApply(record -> new Shown(record, kept.link(record)));
  }
}
