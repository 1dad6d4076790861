/// One class per app type: what its pod is told, which secrets it has, and what people may choose.
@NullMarked
package dev.corral.dispatcher.appkind;

import org.jspecify.annotations.NullMarked;
