/// Ollama's dialect: its routes, its request options, its NDJSON answers and its error texts.
@NullMarked
package dev.corral.local.engine.ollama;

import org.jspecify.annotations.NullMarked;
