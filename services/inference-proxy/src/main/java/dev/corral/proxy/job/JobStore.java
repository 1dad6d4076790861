package dev.corral.proxy.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Jobs in S3, one object each. An object is replaced only by who has read it as it is, so a job
/// ends once.
public final class JobStore {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3AsyncClient s3;
  private final String bucket;
  private final ObjectMapper json;

  /// A job as it was read.
  record Kept(JobRecord record, String tag) {}

  /// Objects in `bucket`.
  public JobStore(S3AsyncClient s3, String bucket, ObjectMapper json) {
    this.s3 = s3;
    this.bucket = bucket;
    this.json = json;
  }

  /// Keeps a new job.
  CompletionStage<Void> create(JobRecord record) {
    return s3.putObject(request(record).build(), body(record)).thenAccept(kept -> {});
  }

  /// Replaces a job that is still as `tag` says.
  ///
  /// @return whether it was
  CompletionStage<Boolean> replace(JobRecord record, String tag) {
    return s3.putObject(request(record).ifMatch(tag).build(), body(record))
        .thenApply(kept -> true)
        .exceptionally(failure -> {
          if (cause(failure) instanceof S3Exception refused
              && (refused.statusCode() == PRECONDITION_FAILED
                  || refused.statusCode() == CONFLICT)) {
            return false;
          }
          throw new CompletionException(cause(failure));
        });
  }

  private PutObjectRequest.Builder request(JobRecord record) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key(record.job()))
        .contentType("application/json")
        .cacheControl("private, no-store");
  }

  private AsyncRequestBody body(JobRecord record) {
    try {
      return AsyncRequestBody.fromBytes(json.writeValueAsBytes(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A job by its id.
  CompletionStage<Optional<Kept>> find(UUID job) {
    return s3.getObject(
            request -> request.bucket(bucket).key(key(job)), AsyncResponseTransformer.toBytes())
        .thenApply(found ->
            Optional.of(new Kept(read(found.asByteArrayUnsafe()), found.response().eTag())))
        .exceptionally(failure -> {
          if (cause(failure) instanceof NoSuchKeyException) {
            return Optional.empty();
          }
          throw new CompletionException(cause(failure));
        });
  }

  private JobRecord read(byte[] bytes) {
    try {
      return json.readValue(bytes, JobRecord.class);
    } catch (IOException e) {
      throw new CompletionException(new IOException("an object is not a job"));
    }
  }

  /// Removes a job that could not be put on its way.
  CompletableFuture<Void> remove(UUID job) {
    return s3.deleteObject(request -> request.bucket(bucket).key(key(job))).thenAccept(gone -> {});
  }

  private static String key(UUID job) {
    return "responses/" + job + ".json";
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
