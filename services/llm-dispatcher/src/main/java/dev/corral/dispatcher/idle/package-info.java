/// Asks every inference-proxy replica who is in use, and tells whether a model is certainly unused.
@NullMarked
package dev.corral.dispatcher.idle;

import org.jspecify.annotations.NullMarked;
