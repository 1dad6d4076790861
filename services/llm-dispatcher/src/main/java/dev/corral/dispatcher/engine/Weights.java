package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Adapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The containers that fetch weights: safetensors and GGUF only, from Hugging Face or from S3.
public final class Weights {
  /// Where a model's weights are in its pod.
  public static final String DIRECTORY = "/models/weights";

  /// Where a model's adapters are in its pod, each in a directory of its own name.
  public static final String ADAPTERS = "/models/lora";

  private static final List<String> PYTHON =
      List.of("python3", "-I", "-c", script("/weights/hugging-face.py"));
  private static final List<String> AWS =
      List.of("/bin/bash", "-c", script("/weights/s3.sh"), "s3.sh");

  private final String image;
  private final String s3Image;
  private final EngineConfig.HuggingFace huggingFace;

  Weights(String image, String s3Image, EngineConfig.HuggingFace huggingFace) {
    this.image = image;
    this.s3Image = s3Image;
    this.huggingFace = huggingFace;
  }

  /// What fetches the model, and then its adapters.
  ///
  /// @param own the engine's own image, when it can run the script for Hugging Face
  List<Fetch> of(ServedModel model, Optional<String> own) {
    var all = new ArrayList<Fetch>();
    all.add(fetch(Fetch.WEIGHTS, DIRECTORY + " " + model.spec().source(), own));
    List<Adapter> adapters = Objects.requireNonNullElse(model.spec().adapters(), List.of());
    for (String scheme : List.of("hf", "s3")) {
      String items =
          adapters.stream()
              .filter(adapter -> adapter.source().startsWith(scheme + "://"))
              .map(adapter -> ADAPTERS + "/" + adapter.name() + " " + adapter.source())
              .collect(Collectors.joining("\n"));
      if (!items.isEmpty()) {
        all.add(fetch("adapters-" + scheme, items, own));
      }
    }
    return List.copyOf(all);
  }

  /// A model without weights is none; without one of its adapters it is.
  private Fetch fetch(String name, String items, Optional<String> own) {
    boolean s3 = items.split(" ", 2)[1].startsWith("s3://");
    var environment = new TreeMap<String, String>(Map.of("CORRAL_FETCH", items));
    if (!Fetch.WEIGHTS.equals(name)) {
      environment.put("CORRAL_OPTIONAL", "true");
    }
    if (s3) {
      return new Fetch(name, s3Image, AWS, environment, Optional.empty(), true);
    }
    environment.put("HF_ENDPOINT", huggingFace.endpoint());
    return new Fetch(
        name, own.orElse(image), PYTHON, environment, huggingFace.tokenSecret(), false);
  }

  static String script(String resource) {
    try (InputStream text = Weights.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException("no script " + resource);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
