import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client that asks for a long stream, reads the first bytes of the answer and then never again.
 *
 * <p>{@code java StuckReader.java URL MODEL TOKEN SECONDS}. Prints {@code STUCK} once it stopped reading.
 */
public class StuckReader {
    public static void main(String[] args) throws IOException, InterruptedException {
        var url = URI.create(args[0]);
        var body = "{\"model\":\"" + args[1] + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}";
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            var request =
                    "POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + args[2] + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var first = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!first.equals("HTTP/1.1 200")) {
                throw new IOException("answered " + first + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            System.out.println("STUCK");
            Thread.sleep(Long.parseLong(args[3]) * 1000);
        }
    }
}
