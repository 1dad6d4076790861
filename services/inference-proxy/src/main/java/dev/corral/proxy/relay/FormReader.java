package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.image.ImageWish;
import dev.corral.proxy.image.WishReader;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads a form that has arrived whole, with Netty's decoder and few fields. File names are not
/// looked at: nothing of ours is named after them.
final class FormReader {
  private static final int MOST_FIELDS = 24;
  private static final int LARGEST_HEAD = 16 * 1024;

  private final WishReader reader;

  FormReader(WishReader reader) {
    this.reader = reader;
  }

  ImageWish read(byte[] body, String contentType, ImageOperation operation) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    List<WishReader.Upload> files = new ArrayList<>();
    try {
      HttpPostMultipartRequestDecoder decoder =
          new HttpPostMultipartRequestDecoder(
              new DefaultHttpDataFactory(false),
              request,
              StandardCharsets.UTF_8,
              MOST_FIELDS,
              LARGEST_HEAD);
      try {
        for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
          take(part, texts, files);
        }
      } finally {
        decoder.destroy();
      }
    } catch (ProblemException known) {
      throw known;
    } catch (IOException | RuntimeException notAForm) {
      throw new ProblemException(
          new Problem.Malformed("The body is not a form within the limits of this API."));
    }
    return reader.form(texts, files, operation);
  }

  private static void take(InterfaceHttpData part, ObjectNode texts, List<WishReader.Upload> files)
      throws IOException {
    switch (part) {
      case FileUpload file -> {
        String type = file.getContentType() == null ? "" : file.getContentType();
        files.add(new WishReader.Upload(file.getName(), type, file.get()));
      }
      case Attribute text -> {
        if (texts.has(text.getName())) {
          throw new ProblemException(
              new Problem.InvalidField("form", "A field of the form is there twice."));
        }
        texts.put(text.getName(), text.getValue());
      }
      default -> throw new IOException("a part of another kind");
    }
  }
}
