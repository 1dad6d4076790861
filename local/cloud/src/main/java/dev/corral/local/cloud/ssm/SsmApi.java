package dev.corral.local.cloud.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.JsonApi;
import dev.corral.local.cloud.aws.JsonInput;
import dev.corral.local.cloud.aws.Page;
import dev.corral.local.cloud.aws.StateFile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The operations of SSM that are answered here.
public final class SsmApi {
  private static final int PAGE = 10;

  private final Parameters parameters;

  private SsmApi(Parameters parameters) {
    this.parameters = parameters;
  }

  public static AwsApi of(StateFile file, Fixtures fixtures, Clock clock) throws IOException {
    var api = new SsmApi(new Parameters(file, fixtures, clock));
    return new JsonApi(
        "AmazonSSM",
        Map.of(
            "GetParameter", api::get,
            "GetParameters", api::getSeveral,
            "GetParametersByPath", api::byPath,
            "GetParameterHistory", api::history,
            "PutParameter", api::put));
  }

  private ObjectNode get(JsonInput input) {
    var name = input.need("Name");
    var found = parameters.find(name).orElseThrow(() -> missing(name));
    return object().set("Parameter", shown(found, input.region()));
  }

  private ObjectNode getSeveral(JsonInput input) {
    var result = object();
    var found = result.putArray("Parameters");
    var invalid = result.putArray("InvalidParameters");
    for (var name : input.texts("Names", 1, PAGE)) {
      parameters
          .find(name)
          .ifPresentOrElse(
              parameter -> found.add(shown(parameter, input.region())), () -> invalid.add(name));
    }
    return result;
  }

  private ObjectNode byPath(JsonInput input) {
    var path = input.need("Path");
    if (!path.startsWith("/")) {
      throw AwsFault.bad(
          "ValidationException",
          "The parameter doesn't meet the parameter name requirements. The path must begin with a forward slash \"/\".");
    }
    var below = parameters.below(path, input.flag("Recursive"));
    return page(below, "Name", input);
  }

  private ObjectNode history(JsonInput input) {
    var name = input.need("Name");
    var history = parameters.history(name);
    if (history.isEmpty()) {
      throw missing(name);
    }
    return page(history, "Version", input);
  }

  private static ObjectNode page(List<ObjectNode> all, String key, JsonInput input) {
    var page =
        Page.of(
            all,
            one ->
                key.equals("Version")
                    ? "%08d".formatted(one.path(key).asInt())
                    : one.path(key).asText(),
            input.size(PAGE, key.equals("Version") ? 50 : PAGE),
            input.text("NextToken"),
            AwsFault.bad("InvalidNextToken", "The specified token isn't valid."));
    var result = object();
    var shown = result.putArray("Parameters");
    page.items().forEach(one -> shown.add(shown(one, input.region())));
    page.nextToken().ifPresent(next -> result.put("NextToken", next));
    return result;
  }

  private ObjectNode put(JsonInput input) throws IOException {
    var parameter = Written.of(input);
    var version = parameters.put(parameter, input.flag("Overwrite"));
    return object().put("Version", version).put("Tier", "Standard");
  }

  private static ObjectNode shown(ObjectNode parameter, String region) {
    var name = parameter.path("Name").asText();
    var resource = "parameter" + (name.startsWith("/") ? "" : "/") + name;
    return parameter.deepCopy().put("ARN", Account.arn("ssm", region, resource));
  }

  private static AwsFault missing(String name) {
    return AwsFault.bad("ParameterNotFound", "Parameter %s not found.".formatted(name));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
