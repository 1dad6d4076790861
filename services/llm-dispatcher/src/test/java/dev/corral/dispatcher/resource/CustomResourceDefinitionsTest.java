package dev.corral.dispatcher.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.GoldenFile;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The CRDs in the chart are what Fabric8's generator makes of the resource classes.
class CustomResourceDefinitionsTest {
  private static final Path CHART = Path.of("../../charts/corral/crds");

  @ParameterizedTest
  @ValueSource(classes = {Model.class, App.class, GpuPool.class})
  void theChartCarriesTheGeneratedDefinition(Class<? extends HasMetadata> type) {
    CustomResourceDefinition crd = generate(type);
    String yaml =
        "# Generated from " + type.getName() + "; do not edit.\n" + Serialization.asYaml(crd);
    GoldenFile.at(CHART.resolve(crd.getMetadata().getName() + ".yaml")).matches(yaml);
  }

  @ParameterizedTest
  @ValueSource(classes = {Model.class, App.class, GpuPool.class})
  void statusIsASubresourceAndEveryTextOfTheSpecIsBounded(Class<? extends HasMetadata> type) {
    var version = generate(type).getSpec().getVersions().getFirst();
    assertThat(version.getSubresources().getStatus()).isNotNull();
    var root = version.getSchema().getOpenAPIV3Schema();
    var spec = Objects.requireNonNull(root.getProperties().get("spec"));
    assertThat(spec.getProperties())
        .allSatisfy((name, schema) -> {
          if ("string".equals(schema.getType()) && schema.getEnum().isEmpty()) {
            assertThat(schema.getMaxLength()).as(name).isNotNull();
          }
        });
  }

  private static CustomResourceDefinition generate(Class<? extends HasMetadata> type) {
    var files = new LinkedHashMap<String, ByteArrayOutputStream>();
    new CRDGenerator()
        .withOutput(new Files(files))
        .customResourceClasses(type)
        .forCRDVersions("v1")
        .generate();
    String yaml = files.values().iterator().next().toString(StandardCharsets.UTF_8);
    var crd = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
    List<String> order =
        Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    crd.getSpec()
        .getVersions()
        .forEach(v ->
            v.getAdditionalPrinterColumns()
                .sort(
                    Comparator.comparing(
                        (CustomResourceColumnDefinition c) -> order.indexOf(c.getName()))));
    return crd;
  }

  private record Files(Map<String, ByteArrayOutputStream> byName)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return byName.computeIfAbsent(name, ignored -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {}
  }
}
