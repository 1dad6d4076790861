package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.wake.WakeConfig;

/// All deadlines and bounds that an exchange keeps.
public record Pace(RelayConfig relay, WakeConfig wake, PromptConfig prompt) {}
