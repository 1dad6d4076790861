/// EC2 as far as nodes need it: instances that start, run and end over short delays, and the ways
/// in which AWS refuses to start one.
@NullMarked
package dev.corral.local.cloud.ec2;

import org.jspecify.annotations.NullMarked;
