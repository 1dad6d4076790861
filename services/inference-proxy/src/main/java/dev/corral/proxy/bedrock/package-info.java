/// Models behind Amazon Bedrock: conversations as Converse requests, its event stream as pieces,
/// its errors as problems.
@NullMarked
package dev.corral.proxy.bedrock;

import org.jspecify.annotations.NullMarked;
