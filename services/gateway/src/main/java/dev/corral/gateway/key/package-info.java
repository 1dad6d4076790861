/// API keys: created and shown once, kept as a hash in DynamoDB, verified for the inference-proxy.
@NullMarked
package dev.corral.gateway.key;

import org.jspecify.annotations.NullMarked;
