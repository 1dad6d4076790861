/// Traces of admitted requests for OpenTelemetry, by its GenAI conventions: off unless there is
/// somewhere to send them. Numbers and closed words only, never what was said or who said it.
@NullMarked
package dev.corral.proxy.trace;

import org.jspecify.annotations.NullMarked;
