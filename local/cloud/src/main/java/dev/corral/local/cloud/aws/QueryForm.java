package dev.corral.local.cloud.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Parameters of the query protocol, where lists are numbered: `InstanceId.1`, `InstanceId.2`.
///
/// @param region that the caller signed for
public record QueryForm(Map<String, String> parameters, String region) {
  private static final int MOST_ITEMS = 1000;

  /// A parameter when it is there.
  public Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /// A parameter that must be there.
  public String need(String name) {
    return find(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() ->
            AwsFault.bad(
                "MissingParameter", "The request must contain the parameter %s".formatted(name)));
  }

  /// A whole number within bounds, or the default when it is absent.
  public int number(String name, int absent, int least, int most) {
    var text = find(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      var number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of bounds.
    }
    throw AwsFault.bad(
        "InvalidParameterValue",
        "Value ( %s ) for parameter %s is invalid. Expecting a value between %d and %d."
            .formatted(text.get(), name, least, most));
  }

  /// The values of `name.1`, `name.2` and so on.
  public List<String> list(String name) {
    var values = new ArrayList<String>();
    for (var n = 1; n <= MOST_ITEMS; n++) {
      var value = parameters.get(name + "." + n);
      if (value == null) {
        break;
      }
      values.add(value);
    }
    return values;
  }

  /// The structures `name.1.*`, `name.2.*` and so on, each with the prefix taken off.
  public List<QueryForm> structures(String name) {
    var structures = new ArrayList<QueryForm>();
    for (var n = 1; n <= MOST_ITEMS; n++) {
      var members = below(name + "." + n + ".");
      if (members.isEmpty()) {
        break;
      }
      structures.add(new QueryForm(members, region));
    }
    return structures;
  }

  private Map<String, String> below(String prefix) {
    var members = new TreeMap<String, String>();
    parameters.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        members.put(name.substring(prefix.length()), value);
      }
    });
    return members;
  }
}
