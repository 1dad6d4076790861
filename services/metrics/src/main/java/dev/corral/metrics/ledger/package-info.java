/// What an event means for the books: plain values that add up the same in any order.
@NullMarked
package dev.corral.metrics.ledger;

import org.jspecify.annotations.NullMarked;
