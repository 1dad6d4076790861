package dev.corral.local.kubernetes;

/** Placeholder. */
public final class KubernetesMain {
  private KubernetesMain() {}

  public static void main(String[] args) {
    System.out.println("READY");
  }
}
