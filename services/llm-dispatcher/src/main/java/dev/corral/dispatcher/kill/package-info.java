/// The budget kill: one durable switch that refuses every launch, the steps that take GPU compute
/// to nothing and verify it, and the messages that may raise it.
@NullMarked
package dev.corral.dispatcher.kill;

import org.jspecify.annotations.NullMarked;
