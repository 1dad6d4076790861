/// Answers that must have a form: JSON schemas and tool calls.
@NullMarked
package dev.corral.local.engine.structured;

import org.jspecify.annotations.NullMarked;
