/// Decides who is asking, from a token or a key, and what they may see and use.
@NullMarked
package dev.corral.proxy.admission;

import org.jspecify.annotations.NullMarked;
