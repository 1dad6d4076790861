package dev.corral.local.kubernetes.karpenter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// EC2's protocol, against a server that answers as EC2 does.
class Ec2InstancesTest {
  private static final String ERROR =
      "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>";
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile Function<String, String> answer = form -> "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String form =
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8);
          asked.add(form);
          byte[] body = answer.apply(form).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ec2Instances ec2() {
    URI at = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Ec2Instances(new Ec2Call(at, "eu-central-1"), Clock.systemUTC());
  }

  private static Instances.Order order() {
    InstanceType g6 =
        InstanceTypes.known().all().stream()
            .filter(type -> type.name().equals("g6.xlarge"))
            .findFirst()
            .orElseThrow();
    return new Instances.Order(
        "token",
        List.of(
            new Offering(g6, "spot", "eu-central-1a"),
            new Offering(g6, "on-demand", "eu-central-1a")),
        "ami-1",
        "profile",
        Map.of("karpenter.sh/nodepool", "p"));
  }

  @Test
  void itTriesEachWayOfBuyingAndTagsWhatItBuys() {
    answer =
        form ->
            form.contains("MarketType=spot")
                ? ERROR.formatted(
                    "MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
                : """
                <RunInstancesResponse><instancesSet><item><instanceId>i-0123456789abcdef0</instanceId>
                <placement><availabilityZone>eu-central-1b</availabilityZone></placement></item></instancesSet></RunInstancesResponse>\
                """;
    Instances.Bought bought = assertInstanceOf(Instances.Bought.class, ec2().buy(order()));
    assertEquals("i-0123456789abcdef0", bought.id());
    assertEquals("on-demand:g6.xlarge", bought.offering().market());
    assertEquals("eu-central-1b", bought.offering().zone());
    String last = asked.getLast();
    assertTrue(
        last.contains("TagSpecification.1.Tag.1.Key=karpenter.sh/nodepool")
            && last.contains("ClientToken=token-on-demand-g6.xlarge"),
        last);
  }

  @Test
  void capacityAndOtherErrorsAreToldApart() {
    answer = form -> ERROR.formatted("VcpuLimitExceeded", "limit of 0");
    Instances.SoldOut sold = assertInstanceOf(Instances.SoldOut.class, ec2().buy(order()));
    assertEquals(2, sold.refusals().size());
    assertEquals("VcpuLimitExceeded: limit of 0", sold.refusals().getFirst().text());
    answer = form -> ERROR.formatted("UnauthorizedOperation", "no");
    assertInstanceOf(Instances.Failed.class, ec2().buy(order()));
    answer = form -> "not xml";
    assertInstanceOf(Instances.Failed.class, ec2().buy(order()));
  }

  @Test
  void statesAreRead() {
    for (var expected :
        Map.of(
                "pending", Instances.State.STARTING,
                "running", Instances.State.RUNNING,
                "shutting-down", Instances.State.ENDING,
                "terminated", Instances.State.GONE)
            .entrySet()) {
      answer =
          form ->
              "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceState><name>"
                  + expected.getKey()
                  + "</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>";
      assertEquals(expected.getValue(), ec2().state("i-1"));
    }
    answer = form -> ERROR.formatted("InvalidInstanceID.NotFound", "no");
    assertEquals(Instances.State.GONE, ec2().state("i-1"));
    answer = form -> ERROR.formatted("InternalError", "no");
    assertEquals(Instances.State.UNKNOWN, ec2().state("i-1"));
    server.stop(0);
    assertEquals(Instances.State.UNKNOWN, ec2().state("i-2"));
  }
}
