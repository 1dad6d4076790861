package dev.corral.dispatcher.resource;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// A LoRA adapter: the model name it is served under, and where its weights are.
public record Adapter(
    @Required @Pattern(SpecRules.NAME) @Size(min = 1, max = 40) String name,
    @Required @Pattern(SpecRules.ADAPTER_SOURCE) @Size(min = 4, max = 256) String source) {}
