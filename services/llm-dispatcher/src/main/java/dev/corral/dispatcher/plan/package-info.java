/// Decides, without touching anything, what has to happen next to a model and why.
@NullMarked
package dev.corral.dispatcher.plan;

import org.jspecify.annotations.NullMarked;
