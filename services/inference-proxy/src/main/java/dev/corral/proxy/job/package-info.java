/// Prompts that nobody waits for: accepted durably, run when their model is ready, answered in S3.
@NullMarked
package dev.corral.proxy.job;

import org.jspecify.annotations.NullMarked;
