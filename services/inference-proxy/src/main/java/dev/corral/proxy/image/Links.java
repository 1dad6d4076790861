package dev.corral.proxy.image;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Links that open one picture for a few minutes, on the region's own endpoint: the global one
/// answers elsewhere with a redirect that breaks the signature.
public final class Links {
  /// No link lives longer.
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private final S3Presigner presigner;
  private final Duration life;

  /// Good for `life`, or for [#LONGEST] if that is shorter.
  public Links(S3Presigner presigner, Duration life) {
    this.presigner = presigner;
    this.life = life.compareTo(LONGEST) > 0 ? LONGEST : life;
  }

  URI to(String bucket, String key) {
    return URI.create(
        presigner
            .presignGetObject(request ->
                request
                    .signatureDuration(life)
                    .getObjectRequest(object -> object.bucket(bucket).key(key)))
            .url()
            .toString());
  }
}
