package dev.corral.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UrlGuardTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus/url");
  private static final AddressGuard PUBLIC = new AddressGuard(false);
  private static final AddressGuard ALSO_PRIVATE = new AddressGuard(true);

  private static List<String> corpus(String name) throws IOException {
    List<String> lines = Files.readAllLines(CORPUS.resolve(name));
    assertFalse(lines.isEmpty());
    return lines;
  }

  private static Optional<ExternalUrl> url(String text) {
    return ExternalUrl.of(text, false, List.of());
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void everyUrlOfTheCorpusIsJudgedAsItShould() throws IOException {
    for (String text : corpus("refused.txt")) {
      assertTrue(url(text).isEmpty(), text);
    }
    for (String text : corpus("allowed.txt")) {
      assertTrue(url(text).isPresent(), text);
    }
    assertEquals(
        new ExternalUrl(true, "llm.example.com", 443, "/v1"),
        url("https://LLM.Example.COM/v1/").orElseThrow());
  }

  @Test
  void everyAddressOfTheCorpusIsRefused() throws IOException {
    for (String text : corpus("addresses-refused.txt")) {
      assertFalse(PUBLIC.allows(address(text)), text);
    }
    for (String text : corpus("addresses-never.txt")) {
      assertFalse(ALSO_PRIVATE.allows(address(text)), text);
    }
    for (String text : List.of("1.1.1.1", "203.9.8.7", "2606:4700::1111")) {
      assertTrue(PUBLIC.allows(address(text)), text);
    }
    for (String text : List.of("127.0.0.1", "10.0.0.1", "::1", "fd12::1")) {
      assertTrue(ALSO_PRIVATE.allows(address(text)), text);
    }
  }

  @Test
  void plainHttpIsForNamedHostsAndForThisMachineOnly() {
    assertTrue(
        ExternalUrl.of("http://llm.example.com", false, List.of("llm.example.com")).isPresent());
    assertTrue(ExternalUrl.of("http://127.0.0.1:9/v1", true, List.of()).isPresent());
    assertTrue(ExternalUrl.of("http://localhost:9/v1", true, List.of()).isPresent());
    assertTrue(ExternalUrl.of("http://10.0.0.1:9/v1", true, List.of()).isEmpty());
  }

  /// Whatever the URL: what is connected to is an address that the guard allows, or nothing.
  @Property(tries = 2000)
  void noUrlLeadsToAPrivateAddress(@ForAll("urls") String text, @ForAll @Size(4) byte[] resolved)
      throws UnknownHostException {
    InetAddress found = InetAddress.getByAddress(resolved);
    Door door = new Door(name -> List.of(found), PUBLIC);
    url(text)
        .flatMap(door::address)
        .ifPresent(address -> {
          assertTrue(PUBLIC.allows(address));
          assertFalse(address.isLoopbackAddress() || address.isSiteLocalAddress());
          assertFalse(address.isLinkLocalAddress() || address.isMulticastAddress());
        });
  }

  /// An IPv6 address that only stands for an IPv4 one is never let through for it.
  @Property(tries = 2000)
  void embeddedAddressesAreRefused(@ForAll @Size(4) byte[] four) throws UnknownHostException {
    byte[] sixToFour = new byte[16];
    sixToFour[0] = 0x20;
    sixToFour[1] = 0x02;
    System.arraycopy(four, 0, sixToFour, 2, 4);
    byte[] nat64 = new byte[16];
    nat64[1] = 0x64;
    nat64[2] = (byte) 0xff;
    nat64[3] = (byte) 0x9b;
    System.arraycopy(four, 0, nat64, 12, 4);
    byte[] compatible = new byte[16];
    System.arraycopy(four, 0, compatible, 12, 4);
    for (byte[] six : List.of(sixToFour, nat64, compatible)) {
      assertFalse(ALSO_PRIVATE.allows(InetAddress.getByAddress(six)) && !isOwn(six));
      assertFalse(PUBLIC.allows(InetAddress.getByAddress(six)));
    }
  }

  private static boolean isOwn(byte[] six) throws UnknownHostException {
    return InetAddress.getByAddress(six).isLoopbackAddress();
  }

  @Provide
  Arbitrary<String> urls() {
    Arbitrary<String> scheme =
        Arbitraries.of("https://", "http://", "HTTPS://", "https:", "https:////");
    Arbitrary<String> host =
        Arbitraries.oneOf(
            Arbitraries.of(
                "a.example",
                "127.0.0.1",
                "[::1]",
                "localhost",
                "0x7f.1",
                "10.0.0.1",
                "[::ffff:10.0.0.1]",
                "169.254.169.254",
                "metadata",
                "[64:ff9b::a9fe:a9fe]",
                "1.1.1.1"),
            Arbitraries.strings().withChars("abc019.-[]:@\\%/#?xF ").ofMaxLength(24));
    Arbitrary<String> rest =
        Arbitraries.of(
            "", "/", "/v1", ":80/v1", "@127.0.0.1/", "/v1?u=http://127.0.0.1", "/..", ":0");
    return Combinators.combine(scheme, host, rest).as((s, h, r) -> s + h + r);
  }

  @Test
  void oneForbiddenAddressOfANameForbidsItAndANameIsLookedUpForEachRequest() {
    ExternalUrl named = url("https://llm.example.com/v1").orElseThrow();
    InetAddress good = address("203.9.8.7");
    Door mixed = new Door(name -> List.of(good, address("127.0.0.1")), PUBLIC);
    assertTrue(mixed.address(named).isEmpty());
    AtomicInteger asked = new AtomicInteger();
    Door rebinding =
        new Door(
            name ->
                asked.incrementAndGet() == 1 ? List.of(good) : List.of(address("169.254.169.254")),
            PUBLIC);
    assertEquals(Optional.of(good), rebinding.address(named));
    assertTrue(rebinding.address(named).isEmpty());
    Door nobody =
        new Door(
            name -> {
              throw new UnknownHostException(name);
            },
            PUBLIC);
    assertTrue(nobody.address(named).isEmpty());
    Stream.of("https://127.0.0.1/v1", "https://[::1]/v1")
        .map(text -> url(text).orElseThrow())
        .forEach(own -> assertTrue(rebinding.address(own).isEmpty()));
  }
}
