package dev.corral.local.cloud.ec2;

import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.QueryForm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The parts of RunInstances that change what happens; user data is neither kept nor looked at.
///
/// @param zone the Availability Zone
/// @param least how many must start
/// @param most how many may start
record LaunchRequest(QueryForm form, String type, String image, String zone, int least, int most) {
  private static final Pattern IMAGE = Pattern.compile("ami-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final int MOST_AT_ONCE = 50;

  static LaunchRequest of(QueryForm form) {
    var image = form.need("ImageId");
    if (!IMAGE.matcher(image).matches()) {
      throw AwsFault.bad(
          "InvalidAMIID.Malformed", "Invalid id: \"%s\" (expecting \"ami-...\")".formatted(image));
    }
    form.need("MinCount");
    form.need("MaxCount");
    var most = form.number("MaxCount", 1, 1, MOST_AT_ONCE);
    var least = form.number("MinCount", 1, 1, most);
    var zone = form.find("Placement.AvailabilityZone").orElse(form.region() + "a");
    return new LaunchRequest(form, form.need("InstanceType"), image, zone, least, most);
  }

  String region() {
    return form.region();
  }

  boolean isSpot() {
    return form.find("InstanceMarketOptions.MarketType").orElse("").equals("spot");
  }

  String clientToken() {
    return form.find("ClientToken").orElse("");
  }

  /// The same for a repeated request, different for another one under the same token.
  String fingerprint() {
    var parameters = new TreeMap<>(form.parameters());
    parameters.remove("DryRun");
    return Integer.toHexString(parameters.hashCode());
  }

  /// The tags meant for instances.
  List<Map.Entry<String, String>> tags() {
    return form.structures("TagSpecification").stream()
        .filter(one -> one.find("ResourceType").orElse("").equals("instance"))
        .flatMap(one -> one.structures("Tag").stream())
        .map(tag -> Map.entry(usableKey(tag.need("Key")), tag.find("Value").orElse("")))
        .toList();
  }

  private static String usableKey(String key) {
    if (key.startsWith("aws:")) {
      throw AwsFault.bad(
          "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
    }
    return key;
  }
}
