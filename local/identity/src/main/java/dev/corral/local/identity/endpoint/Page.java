package dev.corral.local.identity.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An HTML file with `{{names}}`; values are escaped unless they are markup made here.
record Page(String template) {
  static Page load(String name) {
    try (var in = Page.class.getResourceAsStream("/pages/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new Page(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Markup that may enter a page as it is.
  record Markup(String html) {}

  String with(Map<String, Object> values) {
    var html = new StringBuilder();
    var at = 0;
    for (var open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
      var close = template.indexOf("}}", open);
      var name = template.substring(open + 2, close);
      html.append(template, at, open).append(rendered(values.getOrDefault(name, "")));
      at = close + 2;
    }
    return html.append(template.substring(at)).toString();
  }

  private static String rendered(Object value) {
    return value instanceof Markup(var html) ? html : escaped(value.toString());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
