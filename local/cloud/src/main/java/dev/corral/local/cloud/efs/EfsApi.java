package dev.corral.local.cloud.efs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Page;
import dev.corral.local.cloud.aws.RestApi;
import dev.corral.local.cloud.aws.RestInput;
import dev.corral.local.cloud.aws.StateFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The operations of EFS that are answered here. File systems and mount targets are fixtures.
public final class EfsApi {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String POINTS = "/2015-02-01/access-points";
  private static final String FILE_SYSTEM = "FileSystemId";
  private static final int PAGE = 100;
  private static final int MOST = 1000;

  private final AccessPoints points;
  private final Fixtures fixtures;

  private EfsApi(AccessPoints points, Fixtures fixtures) {
    this.points = points;
    this.fixtures = fixtures;
  }

  public static AwsApi of(StateFile file, Fixtures fixtures, Clock clock) throws IOException {
    var api = new EfsApi(new AccessPoints(file, clock), fixtures);
    return new RestApi(
        List.of("2015-02-01"),
        Map.of(
            "POST " + POINTS,
            api::create,
            "GET " + POINTS,
            api::describe,
            "DELETE " + POINTS + "/*",
            api::delete,
            "GET /2015-02-01/mount-targets",
            api::mountTargets));
  }

  private Optional<ObjectNode> create(RestInput input) throws IOException {
    var fileSystem = input.body().path(FILE_SYSTEM).asText();
    requireFileSystem(fileSystem);
    if (input.body().path("ClientToken").asText().isEmpty()) {
      throw AwsFault.bad("BadRequest", "ClientToken is required.");
    }
    return Optional.of(points.add(point(input, fileSystem)));
  }

  private static ObjectNode point(RestInput input, String fileSystem) {
    var bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    var id = "fsap-" + HexFormat.of().formatHex(bytes).substring(0, 17);
    var point = JsonNodeFactory.instance.objectNode();
    point.put("AccessPointId", id).put(FILE_SYSTEM, fileSystem).put("OwnerId", Account.ID);
    point.put(
        "AccessPointArn", Account.arn("elasticfilesystem", input.region(), "access-point/" + id));
    for (var copied : List.of("ClientToken", "PosixUser", "Tags")) {
      if (input.body().has(copied)) {
        point.set(copied, input.body().get(copied));
      }
    }
    for (var tag : input.body().path("Tags")) {
      if (tag.path("Key").asText().equals("Name")) {
        point.put("Name", tag.path("Value").asText());
      }
    }
    var root = input.body().path("RootDirectory");
    point.set("RootDirectory", root.isObject() ? root : point.objectNode().put("Path", "/"));
    return point;
  }

  private Optional<ObjectNode> describe(RestInput input) throws IOException {
    input.allowOnly(Set.of("AccessPointId", FILE_SYSTEM, "MaxResults", "NextToken"));
    var id = input.parameter("AccessPointId");
    var fileSystem = input.parameter(FILE_SYSTEM);
    if (!fileSystem.isEmpty()) {
      requireFileSystem(fileSystem);
    }
    var matching =
        (id.isEmpty() ? points.all() : List.of(points.find(id)))
            .stream()
                .filter(point -> fileSystem.isEmpty() || of(point, FILE_SYSTEM).equals(fileSystem))
                .toList();
    var page =
        Page.of(
            matching,
            point -> of(point, "AccessPointId"),
            input.size("MaxResults", PAGE, MOST),
            input.parameter("NextToken"),
            AwsFault.bad("BadRequest", "NextToken is not valid."));
    var result = JsonNodeFactory.instance.objectNode();
    result.putArray("AccessPoints").addAll(page.items());
    page.nextToken().ifPresent(next -> result.put("NextToken", next));
    return Optional.of(result);
  }

  private Optional<ObjectNode> delete(RestInput input) throws IOException {
    points.remove(input.resource());
    return Optional.empty();
  }

  private Optional<ObjectNode> mountTargets(RestInput input) throws IOException {
    input.allowOnly(Set.of(FILE_SYSTEM));
    var fileSystem = input.parameter(FILE_SYSTEM);
    requireFileSystem(fileSystem);
    var result = JsonNodeFactory.instance.objectNode();
    var shown = result.putArray("MountTargets");
    for (var target : fixtures.read("efs/mount-targets.json")) {
      if (of(target, FILE_SYSTEM).equals(fileSystem)) {
        shown.add(target);
      }
    }
    return Optional.of(result);
  }

  private void requireFileSystem(String id) throws IOException {
    for (var target : fixtures.read("efs/mount-targets.json")) {
      if (of(target, FILE_SYSTEM).equals(id)) {
        return;
      }
    }
    throw AwsFault.of(404, "FileSystemNotFound", "File system '%s' does not exist.".formatted(id));
  }

  private static String of(JsonNode node, String member) {
    return node.path(member).asText();
  }
}
