package dev.corral.proxy.relay;

import dev.corral.proxy.check.CheckConfig;
import dev.corral.proxy.image.Gallery;
import dev.corral.proxy.image.ImageConfig;
import dev.corral.proxy.image.Painters;

/// What image requests need: who paints, where pictures are kept, who judges prompts.
public record ImageWorks(
    ImageConfig config, CheckConfig check, Painters painters, Gallery gallery) {}
