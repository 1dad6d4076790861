/// Finds what Bedrock offers to this account, remembers it, and says what has changed or will end.
@NullMarked
package dev.corral.dispatcher.discovery;

import org.jspecify.annotations.NullMarked;
