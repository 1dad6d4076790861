package dev.corral.proxy.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What is kept beside a stored picture.
///
/// @param operation the operation's id, like `generate`
/// @param seed the one that the model says it used
/// @param size like `1024x1024`
/// @param created ISO 8601
/// @param check verdict of the prompt check; absent when there was none
/// @param costUsd absent when unknown
/// @param costSource who says so
/// @param prompt only where the platform keeps prompts
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageRecord(
    String id,
    String owner,
    String model,
    String operation,
    @Nullable Long seed,
    String size,
    String format,
    long bytes,
    String created,
    @Nullable String check,
    @Nullable BigDecimal costUsd,
    @Nullable String costSource,
    @Nullable String prompt) {}
