/// The service as a whole, against a real Kubernetes API, DynamoDB and SQS in processes of their
/// own.
@NullMarked
package dev.corral.dispatcher.journey;

import org.jspecify.annotations.NullMarked;
