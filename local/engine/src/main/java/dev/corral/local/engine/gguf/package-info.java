/// Reads what a GGUF file says about its model, without its weights.
@NullMarked
package dev.corral.local.engine.gguf;

import org.jspecify.annotations.NullMarked;
