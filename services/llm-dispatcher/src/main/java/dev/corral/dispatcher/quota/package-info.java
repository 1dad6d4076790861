/// Knows how many GPU vCPUs the AWS account may run, without anybody waiting for the answer.
@NullMarked
package dev.corral.dispatcher.quota;

import org.jspecify.annotations.NullMarked;
