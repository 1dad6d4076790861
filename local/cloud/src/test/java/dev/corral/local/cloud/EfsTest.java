package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.AccessPointAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.AccessPointDescription;
import software.amazon.awssdk.services.efs.model.AccessPointNotFoundException;
import software.amazon.awssdk.services.efs.model.CreateAccessPointResponse;
import software.amazon.awssdk.services.efs.model.EfsException;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;

class EfsTest {
  private static final String FILE_SYSTEM = "fs-0c0ffee0000000001";

  @TempDir private Path state;

  @Test
  void anAccessPointIsMadeOncePerTokenAndSurvivesAKill() throws Exception {
    String id;
    try (var cloud = CloudProcess.start(state)) {
      var efs = cloud.aws(EfsClient.builder());
      var made = create(efs, "app-1");
      id = made.accessPointId();
      assertEquals("/d/app-1", made.rootDirectory().path());
      assertEquals("app-1", made.name());
      var again = assertThrows(AccessPointAlreadyExistsException.class, () -> create(efs, "app-1"));
      assertEquals(id, again.accessPointId());
      cloud.kill();
    }
    try (var cloud = CloudProcess.start(state)) {
      var efs = cloud.aws(EfsClient.builder());
      var found = efs.describeAccessPoints(r -> r.accessPointId(id)).accessPoints().getFirst();
      assertEquals("app-1", found.clientToken());
      assertEquals(1000L, found.posixUser().uid());
      efs.deleteAccessPoint(r -> r.accessPointId(id));
      assertThrows(
          AccessPointNotFoundException.class,
          () -> efs.describeAccessPoints(r -> r.accessPointId(id)));
      assertThrows(
          AccessPointNotFoundException.class,
          () -> efs.deleteAccessPoint(r -> r.accessPointId(id)));
    }
  }

  @Test
  void accessPointsAndMountTargetsBelongToAFileSystem() throws Exception {
    try (var cloud = CloudProcess.start(state)) {
      var efs = cloud.aws(EfsClient.builder());
      var made =
          List.of("a", "b", "c").stream().map(token -> create(efs, token).accessPointId()).sorted();
      var pages = efs.describeAccessPointsPaginator(r -> r.fileSystemId(FILE_SYSTEM).maxResults(2));
      assertEquals(
          made.toList(),
          pages.accessPoints().stream().map(AccessPointDescription::accessPointId).toList());
      assertEquals(
          2, efs.describeMountTargets(r -> r.fileSystemId(FILE_SYSTEM)).mountTargets().size());
      assertThrows(
          FileSystemNotFoundException.class,
          () -> efs.describeMountTargets(r -> r.fileSystemId("fs-00000000")));
      var unknown = assertThrows(EfsException.class, () -> efs.describeFileSystems(r -> {}));
      assertTrue(unknown.getMessage() != null && unknown.statusCode() == 404);
    }
  }

  private static CreateAccessPointResponse create(EfsClient efs, String token) {
    return efs.createAccessPoint(r ->
        r.fileSystemId(FILE_SYSTEM)
            .clientToken(token)
            .posixUser(user -> user.uid(1000L).gid(1000L))
            .tags(tag -> tag.key("Name").value(token))
            .rootDirectory(root ->
                root.path("/d/" + token)
                    .creationInfo(
                        info -> info.ownerUid(1000L).ownerGid(1000L).permissions("0750"))));
  }
}
