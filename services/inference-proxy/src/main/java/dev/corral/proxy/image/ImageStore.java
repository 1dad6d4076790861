package dev.corral.proxy.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// Pictures in S3, each with a record beside it: `images/<owner>/<id>.<ext>` and `.json`. A picture
/// exists when its record does, so the record is written last and deleted first.
public final class ImageStore {
  private static final String JSON = "application/json";
  private static final String RECORD = ".json";
  private static final int MOST = 100;

  private final S3AsyncClient s3;
  private final Links links;
  private final Shelf shelf;
  private final ObjectMapper json;

  /// Where and how objects are kept.
  public record Shelf(String bucket, ImageConfig.Encryption encryption, Optional<String> kmsKey) {}

  /// A page of records, the newest first.
  ///
  /// @param next cursor of the next page; empty on the last
  public record Page(List<ImageRecord> items, Optional<String> next) {}

  /// Objects through `s3`, links by `links`.
  public ImageStore(S3AsyncClient s3, Links links, Shelf shelf, ObjectMapper json) {
    this.s3 = s3;
    this.links = links;
    this.shelf = shelf;
    this.json = json;
  }

  /// Keeps a picture; afterwards its link works. What was begun and failed is removed.
  public CompletableFuture<Void> save(ImageRecord record, Picture picture) {
    String key = key(record.owner(), record.id(), "." + picture.format().extension());
    PutObjectRequest image =
        request(key, picture.format().mediaType())
            .contentDisposition(
                "attachment; filename=\"" + record.id() + "." + picture.format().extension() + "\"")
            .build();
    return s3.putObject(image, AsyncRequestBody.fromBytes(picture.bytes()))
        .thenCompose(kept ->
            s3.putObject(
                request(key(record.owner(), record.id(), RECORD), JSON).build(),
                AsyncRequestBody.fromBytes(written(record))))
        .handle((kept, failure) -> settled(failure));
  }

  private PutObjectRequest.Builder request(String key, String mediaType) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(shelf.bucket())
            .key(key)
            .contentType(mediaType)
            .cacheControl("private, max-age=300");
    switch (shelf.encryption()) {
      case BUCKET -> {}
      case S3 -> request.serverSideEncryption(ServerSideEncryption.AES256);
      case KMS -> {
        request.serverSideEncryption(ServerSideEncryption.AWS_KMS);
        shelf.kmsKey().ifPresent(request::ssekmsKeyId);
      }
    }
    return request;
  }

  private byte[] written(ImageRecord record) {
    try {
      return json.writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The owner's pictures after `cursor`.
  public CompletableFuture<Page> list(String owner, int limit, Optional<String> cursor) {
    int most = Math.clamp(limit, 1, MOST);
    String prefix = folder(owner);
    return s3.listObjectsV2(
            request -> {
              request.bucket(shelf.bucket()).prefix(prefix).maxKeys(2 * most + 2);
              // Both objects of a picture come after its id, and before the next one's.
              cursor.ifPresent(id -> request.startAfter(prefix + checked(id) + "~"));
            })
        .thenCompose(found -> {
          List<String> ids =
              found.contents().stream()
                  .map(S3Object::key)
                  .filter(key -> key.endsWith(RECORD))
                  .map(key -> key.substring(prefix.length(), key.length() - RECORD.length()))
                  .filter(ImageIds::valid)
                  .toList();
          boolean more = ids.size() > most || Boolean.TRUE.equals(found.isTruncated());
          List<String> page = ids.subList(0, Math.min(most, ids.size()));
          Optional<String> next =
              more && !page.isEmpty() ? Optional.of(page.getLast()) : Optional.empty();
          return all(page.stream().map(id -> read(owner, id)).toList())
              .thenApply(
                  items -> new Page(items.stream().flatMap(Optional::stream).toList(), next));
        })
        .exceptionally(ImageStore::unavailable);
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> calls) {
    return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .thenApply(done -> calls.stream().map(CompletableFuture::join).toList());
  }

  /// One of the owner's pictures, or the problem that there is none.
  public CompletableFuture<ImageRecord> find(String owner, String id) {
    return read(owner, checked(id))
        .thenApply(found -> found.orElseThrow(ImageStore::notYours))
        .exceptionally(ImageStore::unavailable);
  }

  private CompletableFuture<Optional<ImageRecord>> read(String owner, String id) {
    return s3.getObject(
            request -> request.bucket(shelf.bucket()).key(key(owner, id, RECORD)),
            AsyncResponseTransformer.toBytes())
        .thenApply(bytes -> parsed(bytes.asByteArrayUnsafe()).filter(r -> r.owner().equals(owner)))
        .exceptionally(failure -> {
          if (cause(failure) instanceof NoSuchKeyException) {
            return Optional.empty();
          }
          throw new CompletionException(cause(failure));
        });
  }

  private Optional<ImageRecord> parsed(byte[] bytes) {
    try {
      return Optional.of(json.readValue(bytes, ImageRecord.class));
    } catch (IOException notOurs) {
      return Optional.empty();
    }
  }

  /// Removes one of the owner's pictures, or fails with the problem that there is none.
  public CompletableFuture<Void> delete(String owner, String id) {
    return find(owner, id)
        .thenCompose(
            record -> remove(key(owner, id, RECORD)).thenCompose(gone -> remove(imageKey(record))))
        .exceptionally(ImageStore::unavailable);
  }

  /// Removes what a failed request left behind, whatever of it there is.
  CompletableFuture<Void> forget(ImageRecord record) {
    return remove(key(record.owner(), record.id(), RECORD))
        .thenCompose(gone -> remove(imageKey(record)));
  }

  private CompletableFuture<Void> remove(String key) {
    return s3.deleteObject(request -> request.bucket(shelf.bucket()).key(key))
        .thenAccept(gone -> {});
  }

  /// A fresh link to a picture.
  public URI link(ImageRecord record) {
    return links.to(shelf.bucket(), imageKey(record));
  }

  private static String imageKey(ImageRecord record) {
    String extension =
        PictureFormat.named(record.format()).map(PictureFormat::extension).orElse("bin");
    return key(record.owner(), record.id(), "." + extension);
  }

  private static String key(String owner, String id, String ending) {
    return folder(owner) + id + ending;
  }

  private static String folder(String owner) {
    return "images/" + OwnerSegment.of(owner) + "/";
  }

  private static String checked(String id) {
    if (!ImageIds.valid(id)) {
      throw notYours();
    }
    return id;
  }

  private static ProblemException notYours() {
    return new ProblemException(new Problem.NotYours("image"));
  }

  private static Void settled(Throwable failure) {
    return failure == null ? null : unavailable(failure);
  }

  private static <T> T unavailable(Throwable failure) {
    throw cause(failure) instanceof ProblemException known
        ? known
        : new ProblemException(new Problem.StorageUnavailable());
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
