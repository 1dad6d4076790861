package dev.corral.dispatcher.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.dispatcher.event.Announcer;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jboss.logging.Logger;

/// One Kubernetes event per transition, on the resource that it is about, so that `kubectl
/// describe` tells the story. Its name comes from uid and sequence: told twice, it is there once.
/// The timeline is the truth; what cannot be told here is only missing here.
final class ClusterEvents implements Announcer {
  private static final Logger LOG = Logger.getLogger(ClusterEvents.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NOTE = 1000;
  private static final int CONFLICT = 409;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final String namespace;
  private final String instance;

  ClusterEvents(KubernetesClient client, String namespace, String instance) {
    this.client = client;
    this.namespace = namespace;
    this.instance = instance;
  }

  @Override
  public void announce(String json) {
    try {
      client.resource(event(JSON.readTree(json).path("data"))).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        LOG.debugf("an event is not told to the cluster: %s", e.getMessage());
      }
    } catch (JsonProcessingException e) {
      LOG.warn("an event in the outbox is not JSON");
    }
  }

  private Event event(JsonNode data) {
    String kind = data.path("kind").asText();
    String to = data.path("to").asText();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("corral-" + data.path("uid").asText() + "-" + data.path("sequence").asLong())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(Instant.parse(data.path("at").asText()))))
        .withReportingController("corral.dev/llm-dispatcher")
        .withReportingInstance(instance)
        .withAction(data.path("from").asText().equals(to) ? "Progress" : "Transition")
        .withReason(reason(data))
        .withType("failed".equals(to) ? "Warning" : "Normal")
        .withNote(note(data))
        .withNewRegarding()
        .withApiVersion("corral.dev/v1alpha1")
        .withKind(WorkloadKind.valueOf(kind.toUpperCase(Locale.ROOT)).resource())
        .withNamespace(namespace)
        .withName(data.path("name").asText())
        .withUid(data.path("uid").asText())
        .endRegarding()
        .build();
  }

  private static String reason(JsonNode data) {
    String given = data.path("reason").asText("");
    if (!given.isEmpty()) {
      return given;
    }
    String word =
        data.path("from").asText().equals(data.path("to").asText())
            ? data.path("phase").asText("progress")
            : data.path("to").asText();
    var camel = new StringBuilder();
    for (String part : word.split("_", -1)) {
      camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return camel.toString();
  }

  private static String note(JsonNode data) {
    String message = data.path("message").asText("");
    return message.length() <= LONGEST_NOTE ? message : message.substring(0, LONGEST_NOTE);
  }
}
