/// Puts the features together; nothing is decided here.
@NullMarked
package dev.corral.proxy;

import org.jspecify.annotations.NullMarked;
