/// Requests and answers from one dialect to another: a reader per dialect, a writer and a reader
/// per wire, an answer writer per operation, all over the neutral conversation.
@NullMarked
package dev.corral.proxy.translation;

import org.jspecify.annotations.NullMarked;
