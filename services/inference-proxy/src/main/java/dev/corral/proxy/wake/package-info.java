/// Brings a model back from zero once, however many callers wait, and tells them how far it is.
@NullMarked
package dev.corral.proxy.wake;

import org.jspecify.annotations.NullMarked;
