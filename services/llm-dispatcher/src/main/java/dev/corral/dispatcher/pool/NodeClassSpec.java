package dev.corral.dispatcher.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of Karpenter's `EC2NodeClass` (karpenter.k8s.aws/v1) that pools set.
@JsonInclude(JsonInclude.Include.NON_NULL)
record NodeClassSpec(
    String amiFamily,
    List<AmiTerm> amiSelectorTerms,
    String instanceProfile,
    List<TagTerm> subnetSelectorTerms,
    List<TagTerm> securityGroupSelectorTerms,
    @Nullable List<ReservationTerm> capacityReservationSelectorTerms,
    boolean associatePublicIPAddress,
    MetadataOptions metadataOptions,
    List<Device> blockDeviceMappings,
    String instanceStorePolicy,
    Map<String, String> tags) {

  record AmiTerm(String ssmParameter) {}

  record TagTerm(Map<String, String> tags) {}

  record ReservationTerm(String id) {}

  record MetadataOptions(String httpEndpoint, String httpTokens, int httpPutResponseHopLimit) {}

  record Device(String deviceName, boolean rootVolume, Ebs ebs) {}

  record Ebs(
      String volumeSize,
      String volumeType,
      int iops,
      int throughput,
      boolean encrypted,
      boolean deleteOnTermination) {}
}
