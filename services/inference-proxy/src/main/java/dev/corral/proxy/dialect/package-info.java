/// The OpenAI, Anthropic and Ollama dialects as pure code: routes, request bounds, stream framing,
/// listings and error shapes.
@NullMarked
package dev.corral.proxy.dialect;

import org.jspecify.annotations.NullMarked;
