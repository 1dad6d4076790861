package dev.corral.local.identity;

/** Placeholder. */
public final class IdentityMain {
  private IdentityMain() {}

  public static void main(String[] args) {
    System.out.println("READY");
  }
}
