package dev.corral.proxy.image;

import java.util.OptionalLong;

/// A picture that a model made, and the seed that it says it used.
public record Drawn(Picture picture, OptionalLong seed) {}
