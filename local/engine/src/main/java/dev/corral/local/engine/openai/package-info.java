/// OpenAI's dialect: model list and chat completions, whole or as server-sent events.
@NullMarked
package dev.corral.local.engine.openai;

import org.jspecify.annotations.NullMarked;
