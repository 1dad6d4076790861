package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Custom;
import dev.corral.dispatcher.discovery.Answers.Deployment;
import dev.corral.dispatcher.discovery.Answers.Imported;
import dev.corral.dispatcher.discovery.Answers.Profile;
import dev.corral.dispatcher.discovery.Answers.Provisioned;
import dev.corral.dispatcher.discovery.LeftOut.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what the account made for itself: deployments of fine-tuned models, bought throughput,
/// imported weights and inference profiles of its own.
final class AccountReading {
  private static final List<String> TEXT = List.of("TEXT");
  private static final Set<String> SERVING = Set.of("INSERVICE", "UPDATING");

  private final Bases bases;
  private final LeftOut leftOut;
  private final List<Found> found = new ArrayList<>();

  AccountReading(Bases bases, LeftOut leftOut) {
    this.bases = bases;
    this.leftOut = leftOut;
  }

  List<Found> found() {
    return List.copyOf(found);
  }

  void deployments(List<Deployment> deployments, List<Custom> customs) {
    Map<String, String> baseOf = new HashMap<>();
    customs.forEach(custom -> baseOf.merge(custom.arn(), custom.baseArn(), AccountReading::least));
    for (Deployment deployment : deployments) {
      if (!deployment.status().equalsIgnoreCase("ACTIVE")) {
        leftOut.count(Why.NOT_READY);
      } else {
        String base = baseOf.getOrDefault(deployment.modelArn(), "");
        add(Kind.CUSTOM, "custom-model-deployment", deployment.arn(), deployment.name(), base);
      }
    }
  }

  void provisioned(List<Provisioned> all) {
    for (Provisioned one : all) {
      if (SERVING.contains(one.status().toUpperCase(Locale.ROOT))) {
        String type = "provisioned-model";
        add(Kind.PROVISIONED, type, one.arn(), one.name(), one.foundationArn());
      } else {
        leftOut.count(Why.NOT_READY);
      }
    }
  }

  /// @param regions where requests may be answered; nowhere else, unless all are allowed
  void profiles(List<Profile> profiles, Set<String> regions, boolean anywhere) {
    for (Profile profile : profiles) {
      if (!profile.application() || !profile.status().equals("ACTIVE")) {
        continue;
      }
      List<String> models = profile.modelArns().stream().sorted().toList();
      boolean stays = models.stream().allMatch(arn -> stays(arn, regions));
      if (!anywhere && !stays) {
        leftOut.count(Why.RESIDENCY);
      } else {
        String base = models.isEmpty() ? "" : models.getFirst();
        String type = "application-inference-profile";
        add(Kind.PROFILE, type, profile.arn(), profile.name(), base);
      }
    }
  }

  void imported(List<Imported> all) {
    for (Imported one : all) {
      var traits = new Listing.Traits("imported", Found.text(one.name()), TEXT, TEXT, true);
      address("imported-model", one.arn())
          .ifPresentOrElse(
              address ->
                  found.add(
                      new Found(address, Kind.IMPORTED, one.name(), traits, Listing.Life.OPEN)),
              () -> leftOut.count(Why.UNSOUND));
    }
  }

  private void add(Kind kind, String type, String arn, String name, String baseArn) {
    Optional<String> base = Arn.foundationId(baseArn);
    Optional<Listing.Address> address = address(type, arn);
    if (address.isEmpty()) {
      leftOut.count(Why.UNSOUND);
    } else if (base.isEmpty()) {
      leftOut.count(Why.UNKNOWN_BASE);
    } else if (!bases.allows(base.get())) {
      leftOut.count(Why.PROVIDER);
    } else {
      var traits = bases.traits(base.get(), name);
      found.add(new Found(address.get(), kind, name, traits, bases.life(base.get())));
    }
  }

  private static Optional<Listing.Address> address(String type, String arn) {
    return Arn.isOf(arn, type) ? Found.address(arn, List.of(arn)) : Optional.empty();
  }

  private static boolean stays(String modelArn, Set<String> regions) {
    return Arn.parse(modelArn).filter(arn -> regions.contains(arn.region())).isPresent();
  }

  private static String least(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
