package dev.corral.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// An engine on a plain socket whose answer to each model is a script of the test, byte by byte.
public final class ScriptedEngine implements AutoCloseable {
  /// In JSON, or a field of a form.
  private static final Pattern MODEL =
      Pattern.compile(
          "\"model\"\\s*:\\s*\"([^\"]*)\"|name=\"model\"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)");

  /// Writes an answer, or misbehaves.
  public interface Script {
    void answer(Call call) throws IOException, InterruptedException;
  }

  /// One request as the engine sees it.
  public record Call(String head, String body, Socket socket, OutputStream out) {
    /// Sends bytes at once.
    public void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /// Sends one chunk of a chunked answer.
    public void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /// Ends a chunked answer.
    public void last() throws IOException {
      send("0\r\n\r\n");
    }

    /// Begins a streamed answer of the right type.
    public void streamHead() throws IOException {
      String type = head.contains("/api/") ? "application/x-ndjson" : "text/event-stream";
      send("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    /// A whole answer.
    public void whole(int status, String json) throws IOException {
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      send(
          "HTTP/1.1 "
              + status
              + " X\r\ncontent-type: application/json\r\ncontent-length: "
              + length
              + "\r\n\r\n"
              + json);
    }

    /// Waits until the caller has closed the connection.
    public void awaitClose() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // whatever comes is of no interest
      }
    }

    /// Closes with a TCP reset.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private final ServerSocket server;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /// Listens on a free port.
  public ScriptedEngine() throws IOException {
    this(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
  }

  /// The same over TLS.
  public ScriptedEngine(SSLContext tls) throws IOException {
    this(
        tls.getServerSocketFactory().createServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
  }

  private ScriptedEngine(ServerSocket server) {
    this.server = server;
    Thread.ofPlatform().daemon().name("scripted-engine").start(this::accept);
  }

  /// Where it listens.
  public int port() {
    return server.getLocalPort();
  }

  /// What to answer when this model is asked.
  public void script(String model, Script script) {
    scripts.put(model, script);
  }

  /// The requests for a model so far.
  public List<Call> calls(String model) {
    return calls.stream()
        .filter(call ->
            call.body().contains("\"" + model + "\"")
                || call.body().contains("\r\n" + model + "\r\n"))
        .toList();
  }

  /// Open connections.
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static String model(String body) {
    Matcher model = MODEL.matcher(body);
    if (!model.find()) {
      return "";
    }
    return model.group(1) == null ? model.group(2) : model.group(1);
  }

  private void serve(Socket socket) {
    connections.incrementAndGet();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        Call call = new Call(head, body, socket, socket.getOutputStream());
        calls.add(call);
        scripts.getOrDefault(model(body), c -> c.whole(500, "{}")).answer(call);
      }
    } catch (IOException e) {
      // the caller has gone, which is what some tests are about
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.decrementAndGet();
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0) {
      head.write(b);
      if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      b = in.read();
    }
    return "";
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    return at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
