package dev.corral.local.kubernetes.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.LabelSelector;
import dev.corral.local.kubernetes.store.StoredObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which volume suits a claim.
final class Matching {
  private static final Map<String, Integer> POWERS = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40);

  private Matching() {}

  /// The volume that a claim names or that is kept for it, or else the smallest that suits it.
  static Optional<StoredObject> find(StoredObject claim, List<StoredObject> volumes) {
    String named = claim.at("spec", "volumeName").asText();
    return volumes.stream()
        .filter(volume -> !volume.deleting() && free(volume, claim))
        .filter(volume -> named.isEmpty() || volume.name().equals(named))
        .filter(volume -> suits(volume, claim))
        .min((a, b) -> {
          boolean keptA = a.at("spec").has("claimRef");
          boolean keptB = b.at("spec").has("claimRef");
          return keptA == keptB ? size(a).compareTo(size(b)) : keptA ? -1 : 1;
        });
  }

  private static BigDecimal size(StoredObject volume) {
    return amount(volume.at("spec", "capacity", "storage"));
  }

  private static boolean free(StoredObject volume, StoredObject claim) {
    JsonNode reference = volume.at("spec", "claimRef");
    String uid = reference.path("uid").asText();
    return reference.isMissingNode()
        || reference.path("name").asText().equals(claim.name())
            && reference.path("namespace").asText().equals(claim.namespace())
            && (uid.isEmpty() || uid.equals(claim.uid()));
  }

  private static boolean suits(StoredObject volume, StoredObject claim) {
    List<String> offered = Json.texts(volume.at("spec", "accessModes"));
    boolean labels =
        !claim.at("spec").has("selector")
            || LabelSelector.of(claim.at("spec", "selector"))
                .matches(volume.at("metadata", "labels"));
    return labels
        && offered.containsAll(Json.texts(claim.at("spec", "accessModes")))
        && volume
            .at("spec", "storageClassName")
            .asText()
            .equals(claim.at("spec", "storageClassName").asText())
        && size(volume).compareTo(amount(claim.at("spec", "resources", "requests", "storage")))
            >= 0;
  }

  private static BigDecimal amount(JsonNode quantity) {
    String text = quantity.asText("0").strip();
    String unit = text.replaceAll("^[0-9.]+", "");
    try {
      BigDecimal number = new BigDecimal(text.substring(0, text.length() - unit.length()));
      if (POWERS.containsKey(unit)) {
        return number.multiply(BigDecimal.TWO.pow(POWERS.getOrDefault(unit, 0)));
      }
      return number.movePointRight(3 * ("kMGT".indexOf(unit) + (unit.isEmpty() ? 0 : 1)));
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }
}
