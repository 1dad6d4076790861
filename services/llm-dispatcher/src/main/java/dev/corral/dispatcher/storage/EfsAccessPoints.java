package dev.corral.dispatcher.storage;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.AccessPointAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.AccessPointNotFoundException;
import software.amazon.awssdk.services.efs.model.CreateAccessPointRequest;
import software.amazon.awssdk.services.efs.model.Tag;

/// Access points through the EFS API. The app's uid is the client token, so asking twice gives one.
public final class EfsAccessPoints implements AccessPoints {
  private static final long PERSON = 10_001;
  private static final String OWN_ONLY = "0700";

  private final EfsClient efs;

  public EfsAccessPoints(EfsClient efs) {
    this.efs = efs;
  }

  @Override
  public String ensure(String fileSystem, String uid, String app, String path) {
    try {
      return efs.createAccessPoint(request(fileSystem, uid, app, path)).accessPointId();
    } catch (AccessPointAlreadyExistsException e) {
      return e.accessPointId();
    } catch (SdkException e) {
      throw new StorageException("The app's EFS access point cannot be made now: " + words(e), e);
    }
  }

  @Override
  public void remove(String id) {
    try {
      efs.deleteAccessPoint(r -> r.accessPointId(id));
    } catch (AccessPointNotFoundException e) {
      // It is gone, which is what was asked.
    } catch (SdkException e) {
      throw new StorageException("The app's EFS access point cannot be removed: " + words(e), e);
    }
  }

  private static CreateAccessPointRequest request(
      String fileSystem, String uid, String app, String path) {
    return CreateAccessPointRequest.builder()
        .clientToken(uid)
        .fileSystemId(fileSystem)
        .posixUser(p -> p.uid(PERSON).gid(PERSON))
        .rootDirectory(r ->
            r.path(path)
                .creationInfo(c -> c.ownerUid(PERSON).ownerGid(PERSON).permissions(OWN_ONLY)))
        .tags(
            tag("Name", "corral-app-" + app),
            tag("corral.dev/app", app),
            tag("corral.dev/app-uid", uid))
        .build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String words(SdkException e) {
    return e instanceof AwsServiceException refused && refused.awsErrorDetails() != null
        ? "AWS says " + refused.awsErrorDetails().errorCode() + "."
        : "AWS does not answer.";
  }
}
