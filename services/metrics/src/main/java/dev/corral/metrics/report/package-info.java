/// Answers the gateway's questions from the books.
@NullMarked
package dev.corral.metrics.report;

import org.jspecify.annotations.NullMarked;
