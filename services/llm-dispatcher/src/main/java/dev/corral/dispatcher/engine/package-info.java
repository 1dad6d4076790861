/// One class per engine: what its pod looks like, and what its clients may expect.
@NullMarked
package dev.corral.dispatcher.engine;

import org.jspecify.annotations.NullMarked;
