package dev.corral.proxy.dialect;

/// What the proxy has read of a request; the rest is bytes that it does not look at again.
public record Prompt(
    Operation operation, String model, boolean stream, boolean usageAsked, PromptBody body) {}
