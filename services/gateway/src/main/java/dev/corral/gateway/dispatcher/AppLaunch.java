package dev.corral.gateway.dispatcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the dispatcher is asked to launch as an app, the owner included: people never send that.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppLaunch(
    String name,
    String type,
    String owner,
    List<String> models,
    @Nullable String storage,
    @Nullable String flavour,
    List<String> sharedWith) {}
