package dev.corral.proxy.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures from outside are judged before they are decoded (A41), and masks are turned over.
class PictureCheckTest {
  private final PictureCheck check = new PictureCheck(Samples.LIMITS);

  private String refusal(byte[] bytes, String type) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> check.upload(bytes, type, "image"));
    assertInstanceOf(Problem.InvalidField.class, refused.problem());
    return refused.problem().message();
  }

  @Test
  void theThreeFormatsAreMeasured() {
    assertEquals("PNG 30x20", words(check.upload(Samples.png(30, 20), "image/png", "image")));
    assertEquals("JPEG 30x20", words(check.upload(Samples.jpeg(30, 20), "image/jpg", "image")));
    assertEquals("WEBP 1x1", words(check.upload(Samples.webp(), "image/webp", "image")));
  }

  private static String words(Picture picture) {
    return picture.format() + " " + picture.width() + "x" + picture.height();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
        "GIF89a............",
        "BM..............",
        "<!doctype html><script>alert(1)</script>",
        "PK\u0003\u0004",
        ""
      })
  void everythingElseIsRefused(String bytes) {
    assertTrue(
        refusal(bytes.getBytes(StandardCharsets.UTF_8), "image/png").contains("PNG, JPEG or WebP"));
  }

  @Test
  void aTypeThatLiesIsRefused() {
    assertTrue(refusal(Samples.jpeg(2, 2), "image/png").contains("not the image/png"));
    assertTrue(refusal(Samples.png(2, 2), "text/html").contains("not the text/html"));
    assertTrue(refusal(Samples.png(2, 2), "image/svg+xml").contains("not the"));
  }

  @Test
  void aBombIsRefusedByItsHeader() {
    assertTrue(refusal(Samples.claiming(60_000, 60_000), "").contains("pixels"));
    assertTrue(refusal(Samples.claiming(2_000_000_000, 1), "").contains("pixels"));
    assertTrue(refusal(Samples.claiming(0, 5), "").contains("cannot be read"));
  }

  @Test
  void whatBreaksOffIsRefused() {
    byte[] whole = Samples.png(30, 20);
    for (int length = 0; length < 29; length++) {
      byte[] half = Arrays.copyOf(whole, length);
      assertThrows(ProblemException.class, () -> check.upload(half, "", "image"));
    }
  }

  @Test
  void aLargeFileIsRefused() {
    assertTrue(
        refusal(Arrays.copyOf(Samples.png(2, 2), 400_001), "").contains("larger than 400000"));
  }

  @Test
  void aMaskBecomesWhiteWhereItWasTransparent() {
    byte[] inverted = Mask.whiteWhereTransparent(Samples.picture(Samples.mask(10, 6)));
    BufferedImage image = Samples.decoded(inverted);
    assertEquals(10, image.getWidth());
    assertEquals(6, image.getHeight());
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 10; x++) {
        assertEquals(x < 5 ? 255 : 0, image.getRaster().getSample(x, y, 0), x + "," + y);
      }
    }
    assertFalse(image.getColorModel().hasAlpha());
  }

  @Test
  void halfTransparentIsExactlyHalf() {
    BufferedImage half = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    half.setRGB(0, 0, 0x40ff00ff);
    byte[] inverted = Mask.whiteWhereTransparent(Samples.picture(Samples.encodedPng(half)));
    assertEquals(255 - 0x40, Samples.decoded(inverted).getRaster().getSample(0, 0, 0));
  }

  @Test
  void whatWasWrittenIntoAMaskIsGone() {
    byte[] telling = Samples.withText(Samples.mask(4, 4), "canary at 52.5,13.4");
    assertTrue(new String(telling, StandardCharsets.ISO_8859_1).contains("canary"));
    byte[] inverted = Mask.whiteWhereTransparent(Samples.picture(telling));
    assertFalse(new String(inverted, StandardCharsets.ISO_8859_1).contains("canary"));
    assertArrayEquals(Mask.whiteWhereTransparent(Samples.picture(Samples.mask(4, 4))), inverted);
  }

  @Test
  void aMaskWithoutTransparencyIsRefused() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> Mask.whiteWhereTransparent(Samples.picture(Samples.jpeg(4, 4))));
    assertTrue(refused.problem().message().contains("transparent"));
  }
}
