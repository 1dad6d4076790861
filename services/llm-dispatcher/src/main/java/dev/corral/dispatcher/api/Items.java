package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// A list, wrapped so that it can grow more fields.
public record Items<T>(@JsonProperty(required = true) List<T> items) {}
