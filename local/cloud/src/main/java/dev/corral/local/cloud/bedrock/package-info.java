/// Bedrock's control plane: which models there are and how each can be called, from recorded
/// answers per region.
@NullMarked
package dev.corral.local.cloud.bedrock;

import org.jspecify.annotations.NullMarked;
