package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.image.ImageTask;
import dev.corral.proxy.image.ImageWish;

/// An admitted image request.
record ImageOrder(
    String requestId,
    Principal principal,
    ModelEntry model,
    ImageOperation operation,
    ImageWish wish,
    ImageTask task) {}
