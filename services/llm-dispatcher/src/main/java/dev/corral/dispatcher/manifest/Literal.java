package dev.corral.dispatcher.manifest;

/// Text as Kubernetes hands it on unchanged: in arguments and environment values it replaces
/// `$(NAME)`, and reads `$$` as one `$`.
final class Literal {
  private Literal() {}

  static String of(String text) {
    return text.replace("$", "$$");
  }
}
