/// The lifecycle event: its shape, its ordered ids, the feed it lies in, and the outbox that sends
/// it on.
@NullMarked
package dev.corral.dispatcher.event;

import org.jspecify.annotations.NullMarked;
