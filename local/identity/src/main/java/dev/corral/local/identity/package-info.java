/// The command line of the identity provider.
@NullMarked
package dev.corral.local.identity;

import org.jspecify.annotations.NullMarked;
