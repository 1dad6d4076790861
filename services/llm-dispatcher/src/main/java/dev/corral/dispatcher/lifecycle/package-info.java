/// What a model goes through: one type per state, and each legal transition a method on it.
@NullMarked
package dev.corral.dispatcher.lifecycle;

import org.jspecify.annotations.NullMarked;
