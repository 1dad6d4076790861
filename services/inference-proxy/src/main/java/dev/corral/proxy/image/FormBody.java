package dev.corral.proxy.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/// Writes `multipart/form-data` with texts and pictures. Names are ours, so nothing needs escaping;
/// the boundary is random, so no picture can contain it.
final class FormBody {
  private final String boundary = "corral-" + UUID.randomUUID();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FormBody texts(Map<String, String> fields) {
    fields.forEach((name, text) -> {
      head(name, "");
      line("");
      line(text);
    });
    return this;
  }

  FormBody picture(String name, Picture picture) {
    head(name, "; filename=\"" + name + "." + picture.format().extension() + "\"");
    line("Content-Type: " + picture.format().mediaType());
    line("");
    out.writeBytes(picture.bytes());
    line("");
    return this;
  }

  ServerBodies.Body to(String path) {
    line("--" + boundary + "--");
    return new ServerBodies.Body(
        path, "multipart/form-data; boundary=" + boundary, out.toByteArray());
  }

  private void head(String name, String more) {
    line("--" + boundary);
    line("Content-Disposition: form-data; name=\"" + name + "\"" + more);
  }

  private void line(String text) {
    out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
