package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Part;
import dev.corral.dispatcher.discovery.Answers.Profile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One round's answers, read.
///
/// @param unsure kinds of which more may exist than was told
record Round(List<Found> found, Set<Kind> unsure, LeftOut leftOut, List<String> notes) {
  static Round read(Answers answers, Rules rules) {
    var found = new ArrayList<Found>();
    var leftOut = new LeftOut();
    var bases = new Bases(answers.foundation().items(), rules);
    List<Profile> profiles = answers.profiles().items();
    if (heard(answers.foundation(), answers.profiles())) {
      found.addAll(new FoundationReading(profiles, rules, leftOut).read(bases));
    }
    var account = new AccountReading(bases, leftOut);
    if (heard(answers.foundation(), answers.custom(), answers.deployments())) {
      account.deployments(answers.deployments().items(), answers.custom().items());
    }
    if (heard(answers.foundation(), answers.provisioned())) {
      account.provisioned(answers.provisioned().items());
    }
    if (heard(answers.foundation(), answers.profiles())) {
      account.profiles(profiles, regions(profiles, rules), rules.allowGlobal());
    }
    account.imported(answers.imported().items());
    found.addAll(account.found());
    return new Round(found, unsure(answers), leftOut, notes(answers));
  }

  private static Set<Kind> unsure(Answers answers) {
    var unsure = EnumSet.noneOf(Kind.class);
    if (!whole(answers.foundation(), answers.profiles())) {
      unsure.add(Kind.FOUNDATION);
      unsure.add(Kind.PROFILE);
    }
    if (!whole(answers.foundation(), answers.custom(), answers.deployments())) {
      unsure.add(Kind.CUSTOM);
    }
    if (!whole(answers.foundation(), answers.provisioned())) {
      unsure.add(Kind.PROVISIONED);
    }
    if (!whole(answers.imported())) {
      unsure.add(Kind.IMPORTED);
    }
    return unsure;
  }

  private static boolean heard(Part<?>... parts) {
    return List.of(parts).stream().allMatch(part -> part instanceof Part.Told<?>);
  }

  private static boolean whole(Part<?>... parts) {
    return List.of(parts).stream()
        .allMatch(part -> part instanceof Part.Told<?> told && told.whole());
  }

  /// Our own region, and those to which the profiles of our geography lead.
  private static Set<String> regions(List<Profile> profiles, Rules rules) {
    var regions = new HashSet<String>(Set.of(rules.region()));
    profiles.stream()
        .filter(p -> !p.application() && p.id().startsWith(rules.geography() + "."))
        .flatMap(p -> p.modelArns().stream())
        .forEach(arn -> Arn.parse(arn).ifPresent(parsed -> regions.add(parsed.region())));
    regions.remove("");
    return regions;
  }

  private static List<String> notes(Answers answers) {
    var notes = new ArrayList<String>();
    note(notes, "foundation models", answers.foundation());
    note(notes, "inference profiles", answers.profiles());
    note(notes, "custom models", answers.custom());
    note(notes, "deployments of custom models", answers.deployments());
    note(notes, "provisioned throughput", answers.provisioned());
    note(notes, "imported models", answers.imported());
    return notes;
  }

  private static void note(List<String> notes, String what, Part<?> part) {
    switch (part) {
      case Part.Unheard<?> unheard ->
          notes.add("Bedrock did not list its " + what + ": " + unheard.why() + ".");
      case Part.Told<?> told when !told.whole() ->
          notes.add("The list of " + what + " is too long and was read in part.");
      case Part.Told<?> told -> {}
    }
  }
}
