package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// What can be read of a pod's containers while it starts and after it failed.
class LogTest extends ModelPods {
  private static HttpResponse<String> log(Pod pod, String query) throws Exception {
    return cluster.get(
        "/api/v1/namespaces/default/pods/" + pod.getMetadata().getName() + "/log?" + query);
  }

  private static long completed(Pod pod) throws Exception {
    HttpResponse<String> log = log(pod, "container=weights&tailLines=1");
    String[] words = log.body().strip().split(" ");
    return words.length == 3 && words[0].equals("corral-progress") ? Long.parseLong(words[1]) : -1;
  }

  @Test
  void theProgressOfTheWeightsGrowsToTheWhole() throws Exception {
    knob("grow.delay.weights", "3s");
    model("grow", 1);
    Pod pod = awaitPod("grow", p -> waitsForWeights(p));
    await().atMost(PATIENCE).until(() -> completed(pod) > 0);
    long first = completed(pod);
    await().atMost(PATIENCE).until(() -> completed(pod) > first);
    awaitPod("grow", ModelPods::ready);
    String[] last = log(pod, "container=weights&tailLines=1").body().strip().split(" ");
    assertEquals(last[2], last[1]);
    assertEquals(21, log(pod, "container=weights").body().lines().count());
  }

  private static boolean waitsForWeights(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .anyMatch(status -> status.getState().getRunning() != null);
  }

  @Test
  void theLastWordsOfFailuresCanBeRead() throws Exception {
    knob("oom.fail", "OutOfMemory");
    knob("boot.fail", "Bootstrap");
    knob("nf.fail", "ModelNotFound");
    model("oom", 1);
    model("boot", 1);
    model("nf", 1);
    assertSays("oom", "engine", "CUDA out of memory");
    assertSays("boot", "engine", "RuntimeError: Engine core initialization failed");
    assertSays("nf", "weights", "model not found");
  }

  private static void assertSays(String model, String container, String words) throws Exception {
    Pod pod = awaitPod(model, p -> p.getStatus().toString().contains("CrashLoopBackOff"));
    HttpResponse<String> last = log(pod, "previous=true&container=" + container);
    assertEquals(200, last.statusCode(), last.body());
    assertTrue(last.body().contains(words), last.body());
  }

  @Test
  void whatHasNotRunHasNoLog() throws Exception {
    knob("slow.delay.image_pull", "60s");
    model("slow", 1);
    Pod pod = awaitPod("slow", p -> !p.getStatus().getInitContainerStatuses().isEmpty());
    assertRefused(pod, "container=engine", "is waiting to start");
    assertRefused(pod, "container=nobody", "is not valid for pod");
    assertRefused(pod, "container=weights&previous=true", "previous terminated container");
  }

  private static void assertRefused(Pod pod, String query, String why) throws Exception {
    HttpResponse<String> reply = log(pod, query);
    assertEquals(400, reply.statusCode());
    assertTrue(reply.body().contains(why), reply.body());
  }
}
