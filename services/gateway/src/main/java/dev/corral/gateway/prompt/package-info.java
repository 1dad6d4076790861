/// Prompts that nobody waits for: handed to the inference-proxy for their caller, read by who
/// asked.
@NullMarked
package dev.corral.gateway.prompt;

import org.jspecify.annotations.NullMarked;
