package dev.corral.local.cloud.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.JsonInput;
import java.util.Set;
import java.util.regex.Pattern;

/// What PutParameter may write.
final class Written {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,2048}");
  private static final Pattern IMAGE = Pattern.compile("ami-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final String IMAGE_TYPE = "aws:ec2:image";
  private static final int STANDARD_BYTES = 4096;

  private Written() {}

  static ObjectNode of(JsonInput input) {
    var name = input.need("Name");
    var value = input.need("Value");
    var type = input.text("Type").isEmpty() ? "String" : input.text("Type");
    var data = input.text("DataType").isEmpty() ? "text" : input.text("DataType");
    require(NAME.matcher(name).matches(), "Parameter name: can't be \"%s\".", name);
    require(value.length() <= STANDARD_BYTES, "Standard tier parameters support 4096 characters.");
    require(Set.of("text", IMAGE_TYPE).contains(data), "Data type %s is not supported.", data);
    require(
        !data.equals(IMAGE_TYPE) || IMAGE.matcher(value).matches(),
        "The parameter value is not the ID of an AMI, which %s demands.",
        IMAGE_TYPE);
    if (!Set.of("String", "StringList").contains(type)) {
      // Secrets need a key service, which this stand-in has not.
      throw AwsFault.bad("UnsupportedParameterType", "The parameter type is not supported.");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("Name", name)
        .put("Type", type)
        .put("Value", value)
        .put("DataType", data);
  }

  private static void require(boolean met, String message, Object... about) {
    if (!met) {
      throw AwsFault.bad("ValidationException", message.formatted(about));
    }
  }
}
