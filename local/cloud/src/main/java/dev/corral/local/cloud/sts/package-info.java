/// STS, which only says who the caller is.
@NullMarked
package dev.corral.local.cloud.sts;

import org.jspecify.annotations.NullMarked;
