/// DynamoDB, SQS and S3 as one loopback-only process whose data survives being killed.
@NullMarked
package dev.corral.local.cloud;

import org.jspecify.annotations.NullMarked;
