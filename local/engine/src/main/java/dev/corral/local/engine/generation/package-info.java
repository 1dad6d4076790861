/// Turns messages into tokens: template, trimming, queue, sampling, stop sequences, true timings.
@NullMarked
package dev.corral.local.engine.generation;

import org.jspecify.annotations.NullMarked;
