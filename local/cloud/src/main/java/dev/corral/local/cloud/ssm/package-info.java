/// SSM's parameters with their versions, as far as an AMI's id and a few settings need them.
@NullMarked
package dev.corral.local.cloud.ssm;

import org.jspecify.annotations.NullMarked;
