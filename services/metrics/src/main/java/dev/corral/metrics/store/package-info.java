/// Keeps the books in DynamoDB, one transaction per event.
@NullMarked
package dev.corral.metrics.store;

import org.jspecify.annotations.NullMarked;
