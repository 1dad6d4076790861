/// The three custom resources of Corral, and the rules their fields keep.
@NullMarked
package dev.corral.dispatcher.resource;

import org.jspecify.annotations.NullMarked;
