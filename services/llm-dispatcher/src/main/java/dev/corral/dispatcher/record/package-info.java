/// The durable truth about each model, written together with its timeline and its event in one
/// transaction.
@NullMarked
package dev.corral.dispatcher.record;

import org.jspecify.annotations.NullMarked;
