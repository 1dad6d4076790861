package dev.corral.dispatcher.plan;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/// Keeps Karpenter from replacing a GPU node, for drift or tidiness, while somebody's answer is
/// being written on it.
public final class NodeProtection {
  /// What Karpenter reads on pods.
  public static final String ANNOTATION = "karpenter.sh/do-not-disrupt";

  private NodeProtection() {}

  static List<Action> steps(Situation at) {
    if ("cpu".equals(at.wanted().spec().place())) {
      return List.of();
    }
    boolean used = at.requests() > 0;
    return at.observed().livingPods().stream()
        .filter(pod -> isProtected(pod) != used)
        .<Action>map(pod ->
            new Action.Protect(
                pod.getMetadata().getName(),
                used,
                used ? "it is answering somebody" : "nobody is being answered"))
        .toList();
  }

  private static boolean isProtected(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ANNOTATION));
  }
}
