package dev.corral.proxy.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.corral.proxy.admission.KeyProof;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job on its way.
///
/// @param principal who asked, with what their credential reached at that time
/// @param body the request, packed
/// @param deadline until when it may wait for its model
/// @param key that it came with, which must still be valid when it runs
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobMessage(
    UUID job,
    String requestId,
    Operation operation,
    String model,
    Principal principal,
    String body,
    String deadline,
    @Nullable KeyProof key) {

  /// Never the body.
  @Override
  public String toString() {
    return "JobMessage " + job;
  }
}
