package dev.corral.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogFileTest {
  private final Catalog catalog = CatalogFile.read();

  @Test
  void everyPresetCanBeLaunchedAsItStands() {
    List<String> engines = catalog.engines().stream().map(Catalog.Choice::name).toList();
    assertThat(catalog.presets()).hasSizeGreaterThan(10);
    assertThat(catalog.presets())
        .allSatisfy(preset -> {
          assertThat(preset.name()).matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
          assertThat(preset.source()).matches("(ollama|hf|s3|bedrock|external)://[\\x21-\\x7e]+");
          assertThat(engines).contains(preset.engine());
          assertThat(preset.sizeGb()).isPositive();
          assertThat(preset.contextLength()).isBetween(128, 1_048_576);
          assertThat(preset.licence()).isNotBlank();
        });
    assertThat(catalog.presets()).extracting(Catalog.Preset::name).doesNotHaveDuplicates();
    assertThat(catalog.presets())
        .extracting(Catalog.Preset::title)
        .anyMatch(t -> t.startsWith("TinyLlama"))
        .anyMatch(t -> t.startsWith("Vicuna"))
        .anyMatch(t -> t.startsWith("Falcon"))
        .anyMatch(t -> t.contains("GPT4All"));
  }

  @Test
  void whatCannotBeChosenYetSaysWhy() {
    assertThat(catalog.appTypes())
        .extracting(Catalog.Choice::name)
        .containsExactly("open-webui", "flowise", "litellm");
    assertThat(catalog.engines())
        .filteredOn(Catalog.Choice::available)
        .extracting(Catalog.Choice::name)
        .containsExactly("ollama");
    assertThat(List.of(catalog.appTypes(), catalog.engines(), catalog.computes()))
        .allSatisfy(choices ->
            assertThat(choices)
                .allSatisfy(c -> assertThat(c.available() || c.reason() != null).isTrue()));
  }
}
