/// A conversation and its answer as no dialect in particular: what every translation goes through.
@NullMarked
package dev.corral.proxy.conversation;

import org.jspecify.annotations.NullMarked;
