/// Writes the configuration of a LiteLLM app: which models it offers, how they are reached and what
/// they cost.
@NullMarked
package dev.corral.dispatcher.litellm;

import org.jspecify.annotations.NullMarked;
