package dev.corral.proxy.bedrock;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// Vectors that are on their way.
///
/// @param answer of OpenAI's form, or fails with the problem; cancelling it ends every call
/// @param counted tokens that the calls which are done have told of so far
public record Vectors(CompletableFuture<byte[]> answer, LongSupplier counted) {}
