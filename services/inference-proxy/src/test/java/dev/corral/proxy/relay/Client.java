package dev.corral.proxy.relay;

import dev.corral.proxy.Scene;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A caller on a plain socket: sees the bytes, can stop reading, can leave without a word.
final class Client implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Client(int port, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", port), 5000);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static Client post(int port, String path, String body) throws IOException {
    return post(port, path, body, 0);
  }

  static Client post(int port, String path, String body, int receiveBuffer) throws IOException {
    Client client = new Client(port, receiveBuffer);
    client.send(request(path, Scene.KEY, body));
    return client;
  }

  static String request(String path, String credential, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer "
        + credential
        + "\r\ncontent-length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\nconnection: close\r\n\r\n"
        + body;
  }

  void send(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Reads until the text has been seen; all that was read comes back.
  String readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + read);
      }
      read.append((char) b);
    }
    return read.toString();
  }

  /// Everything up to the end of the connection.
  String readAll() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
