package dev.corral.local.engine;

/** Placeholder. */
public final class EngineMain {
  private EngineMain() {}

  public static void main(String[] args) {
    System.out.println("READY");
  }
}
