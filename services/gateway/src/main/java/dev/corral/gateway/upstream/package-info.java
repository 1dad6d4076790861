/// How the gateway calls another Corral service: its own token, deadlines, bounded retries,
/// problems as values.
@NullMarked
package dev.corral.gateway.upstream;

import org.jspecify.annotations.NullMarked;
