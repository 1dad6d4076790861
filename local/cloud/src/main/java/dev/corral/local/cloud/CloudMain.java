package dev.corral.local.cloud;

/** Placeholder. */
public final class CloudMain {
  private CloudMain() {}

  public static void main(String[] args) {
    System.out.println("READY");
  }
}
