/// DynamoDB, SQS, S3 and the AWS APIs of the other packages as one loopback-only process whose data
/// survives being killed.
@NullMarked
package dev.corral.local.cloud;

import org.jspecify.annotations.NullMarked;
