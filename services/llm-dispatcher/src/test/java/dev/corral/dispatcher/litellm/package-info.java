/// The configuration of LiteLLM, with routes of every kind.
@NullMarked
package dev.corral.dispatcher.litellm;

import org.jspecify.annotations.NullMarked;
