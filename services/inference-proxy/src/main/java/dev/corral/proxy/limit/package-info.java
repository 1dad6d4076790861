/// What a key, its owner and their groups may use within a minute and at once, and their budgets.
@NullMarked
package dev.corral.proxy.limit;

import org.jspecify.annotations.NullMarked;
