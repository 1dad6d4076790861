package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.QueryForm;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One `Filter.n` of a describe call: any of its values, with `*` and `?` in them.
record Filter(String name, List<Pattern> values) {
  private static final int MOST_VALUES = 200;
  private static final String TAG = "tag:";
  private static final Map<String, String> OF_INSTANCES =
      Map.ofEntries(
          Map.entry("instance-id", "/instanceId"),
          Map.entry("instance-state-name", "/instanceState/name"),
          Map.entry("instance-state-code", "/instanceState/code"),
          Map.entry("instance-type", "/instanceType"),
          Map.entry("instance-lifecycle", "/instanceLifecycle"),
          Map.entry("image-id", "/imageId"),
          Map.entry("availability-zone", "/placement/availabilityZone"),
          Map.entry("subnet-id", "/subnetId"),
          Map.entry("private-dns-name", "/privateDnsName"),
          Map.entry("private-ip-address", "/privateIpAddress"),
          Map.entry("client-token", "/clientToken"));
  private static final Map<String, String> OF_TYPES =
      Map.of("instance-type", "/instanceType", "current-generation", "/currentGeneration");

  static Filter of(QueryForm form) {
    var values = form.list("Value");
    if (values.size() > MOST_VALUES) {
      throw AwsFault.bad(
          "FilterLimitExceeded", "The maximum number of filter values is " + MOST_VALUES);
    }
    return new Filter(form.need("Name"), values.stream().map(Filter::wildcard).toList());
  }

  /// @param instance as DescribeInstances shows it
  boolean matchesInstance(JsonNode instance) {
    if (name.startsWith(TAG)) {
      var key = name.substring(TAG.length());
      return tags(instance)
          .anyMatch(
              tag -> tag.path("key").asText().equals(key) && accepts(tag.path("value").asText()));
    }
    if (name.equals("tag-key")) {
      return tags(instance).anyMatch(tag -> accepts(tag.path("key").asText()));
    }
    return matches(instance, OF_INSTANCES);
  }

  /// @param type as DescribeInstanceTypes shows it
  boolean matchesType(JsonNode type) {
    return matches(type, OF_TYPES);
  }

  private boolean matches(JsonNode shown, Map<String, String> places) {
    var place = places.get(name);
    if (place == null) {
      throw AwsFault.bad("InvalidParameterValue", "The filter '%s' is invalid".formatted(name));
    }
    var found = shown.at(place);
    return !found.isMissingNode() && accepts(found.asText());
  }

  private boolean accepts(String value) {
    return values.stream().anyMatch(pattern -> pattern.matcher(value).matches());
  }

  private static Stream<JsonNode> tags(JsonNode instance) {
    return StreamSupport.stream(instance.path("tagSet").spliterator(), false);
  }

  private static Pattern wildcard(String value) {
    return Pattern.compile(
        value
            .chars()
            .mapToObj(character ->
                switch (character) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(character));
                })
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }
}
