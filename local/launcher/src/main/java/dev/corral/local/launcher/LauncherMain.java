package dev.corral.local.launcher;

/** Placeholder. */
public final class LauncherMain {
  private LauncherMain() {}

  public static void main(String[] args) {
    System.out.println("READY");
  }
}
