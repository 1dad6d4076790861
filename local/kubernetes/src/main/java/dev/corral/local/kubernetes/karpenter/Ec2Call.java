package dev.corral.local.kubernetes.karpenter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// EC2's query protocol: a form goes in, XML comes out.
final class Ec2Call {
  private static final String VERSION = "2016-11-15";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final URI endpoint;
  private final String scope;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  Ec2Call(URI endpoint, String region) {
    this.endpoint = endpoint;
    // The stand-in checks no signature; it only has to see which service is meant.
    this.scope =
        "AWS4-HMAC-SHA256 Credential=local/20260101/%s/ec2/aws4_request, SignedHeaders=host, Signature=%s"
            .formatted(region, "0".repeat(64));
  }

  /// An error as EC2 tells it.
  record Problem(String code, String message) {}

  /// What EC2 answered.
  record Answer(Element root) {
    Optional<Problem> error() {
      return text("Error/Code").map(code -> new Problem(code, text("Error/Message").orElse("")));
    }

    /// The text of the first element at the end of a path of tag names.
    Optional<String> text(String path) {
      Element at = root;
      for (String name : path.split("/")) {
        NodeList found = at.getElementsByTagName(name);
        if (!(found.item(0) instanceof Element first)) {
          return Optional.empty();
        }
        at = first;
      }
      return Optional.of(at.getTextContent().strip());
    }
  }

  Answer send(String action, Map<String, String> parameters) throws IOException {
    String form =
        "Action=%s&Version=%s&".formatted(action, VERSION)
            + parameters.entrySet().stream()
                .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .header("Authorization", scope)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return parsed(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Answer parsed(byte[] body) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Document document = builder.parse(new ByteArrayInputStream(body));
      return new Answer(document.getDocumentElement());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("EC2 answered something that is not XML", e);
    }
  }
}
