/// Counts, usage and latency for people, each seeing only what is theirs.
@NullMarked
package dev.corral.gateway.usage;

import org.jspecify.annotations.NullMarked;
