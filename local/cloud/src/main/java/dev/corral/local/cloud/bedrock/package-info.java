/// Bedrock: which models there are and how each can be called, from recorded answers per region,
/// and a runtime that answers for them as an honest stand-in.
@NullMarked
package dev.corral.local.cloud.bedrock;

import org.jspecify.annotations.NullMarked;
