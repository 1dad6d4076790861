package dev.corral.proxy.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Image requests, and where their pictures are kept.
@ConfigMapping(prefix = "corral.images")
public interface ImageConfig {
  /// Where pictures are kept; without a bucket the image routes answer that they are not set up.
  Optional<String> bucket();

  /// Another S3 than AWS's.
  Optional<URI> s3Endpoint();

  /// Bucket names in the path, as stand-ins want it.
  @WithDefault("false")
  boolean pathStyle();

  /// How objects are encrypted.
  @WithDefault("bucket")
  Encryption encryption();

  /// The KMS key; the account's own one for S3 when absent.
  Optional<String> kmsKey();

  /// How long a link is good for, at most five minutes.
  @WithDefault("5m")
  Duration linkLife();

  /// Keep the prompt beside the picture.
  @WithDefault("false")
  boolean keepPrompt();

  /// Every image request must pass the prompt check first.
  @WithDefault("false")
  boolean requireCheck();

  /// Largest request body, forms included.
  @WithDefault("26214400")
  int maxBodyBytes();

  /// Most pictures that one request may ask for.
  @WithDefault("4")
  int maxCount();

  /// Largest answer of a model for one picture; set aside for each one before it is asked.
  @WithDefault("12582912")
  int maxAnswerBytes();

  /// Calls to a model at once for one request.
  @WithDefault("2")
  int parallel();

  /// How long one request may take, waiting for its model not counted.
  @WithDefault("3m")
  Duration deadline();

  /// Where Bedrock's image models are called: they are not in every region. The platform's own
  /// region when absent.
  Optional<String> bedrockRegion();

  /// Another Bedrock than AWS's.
  Optional<URI> bedrockEndpoint();

  /// What callers may send.
  PictureLimits upload();

  /// Who holds the key that objects are encrypted with.
  enum Encryption {
    /// As the bucket says.
    BUCKET,
    /// S3's own keys.
    S3,
    /// KMS.
    KMS
  }
}
